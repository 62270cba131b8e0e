package dev.sallyport.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Response that is not sent anywhere, reused by one thread. */
public final class LightResponse implements HttpServletResponse {
  private final Fields headers = new Fields();
  private final ResponseBuffer body = new ResponseBuffer();
  private final PrintWriter writer = new PrintWriter(body, false, UTF_8);
  private boolean hasWriter;
  private @Nullable String contentType;
  private long contentLength = -1;
  private int status = SC_OK;
  private boolean committed;

  /** Begins the next response. */
  public void begin() {
    headers.clear();
    resetBuffer();
    hasWriter = false;
    contentType = null;
    contentLength = -1;
    status = SC_OK;
    committed = false;
  }

  /** Returns the announced length of the body; -1 if none was announced. */
  public long contentLength() {
    return contentLength;
  }

  /** Returns the length of the body in bytes. */
  public int bodyLength() {
    writer.flush();
    return body.length();
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int status) {
    this.status = status;
  }

  @Override
  public void sendError(int status) {
    this.status = status;
    committed = true;
  }

  @Override
  public void sendError(int status, @Nullable String message) {
    sendError(status);
  }

  @Override
  public void sendRedirect(String location) {
    throw new UnsupportedOperationException(
        "redirects are not supported by the benchmark's response");
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public void flushBuffer() {
    committed = true;
  }

  @Override
  public void resetBuffer() {
    if (hasWriter) {
      writer.flush(); // discarded below; like a container's, the writer keeps its buffers
    }
    body.reset();
  }

  @Override
  public void reset() {
    begin();
  }

  @Override
  public void setBufferSize(int size) {
    // the buffer grows as needed
  }

  @Override
  public int getBufferSize() {
    return ResponseBuffer.SIZE;
  }

  @Override
  public void addHeader(String name, String value) {
    headers.add(name, value);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    headers.set(name, value);
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addDateHeader(String name, long date) {
    addHeader(name, Long.toString(date));
  }

  @Override
  public void setDateHeader(String name, long date) {
    setHeader(name, Long.toString(date));
  }

  @Override
  public boolean containsHeader(String name) {
    return headers.first(name) != null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.first(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return headers.list(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return new LinkedHashSet<>(headers.names());
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public void setContentType(@Nullable String type) {
    contentType = type;
  }

  @Override
  public void setContentLength(int length) {
    contentLength = length;
  }

  @Override
  public void setContentLengthLong(long length) {
    contentLength = length;
  }

  @Override
  public String getCharacterEncoding() {
    return "UTF-8";
  }

  @Override
  public void setCharacterEncoding(String encoding) {
    // always UTF-8
  }

  @Override
  public void setLocale(Locale locale) {
    // not needed
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return body;
  }

  @Override
  public PrintWriter getWriter() {
    hasWriter = true;
    return writer;
  }

  @Override
  public void addCookie(Cookie cookie) {
    addHeader("Set-Cookie", cookie.getName());
  }

  @Override
  public String encodeURL(String url) {
    return url;
  }

  @Override
  public String encodeRedirectURL(String url) {
    return url;
  }
}

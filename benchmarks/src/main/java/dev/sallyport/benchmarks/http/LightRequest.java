package dev.sallyport.benchmarks.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GET request with a few header fields, reused by one thread as containers reuse theirs.
 *
 * <p>It has no body, no parameters and no session. Requesting one of them throws an exception, so
 * that a hidden cost, such as a session, is noticed.
 */
public final class LightRequest implements HttpServletRequest {
  /** Path below the empty context path. */
  public static final String PATH = "/api/v1/chat/completions";

  private final ServletContext context;
  private final Fields headers = new Fields();
  private final Map<String, Object> attributes = new HashMap<>();
  private String client = "198.51.100.1";

  /** Creates a request to an application. */
  public LightRequest(ServletContext context) {
    this.context = context;
    headers.add("Host", "api.example.org");
    headers.add("User-Agent", "curl/8.14.1");
    headers.add("Accept", "*/*");
    headers.add("Accept-Encoding", "gzip, deflate, br");
    headers.add("Connection", "keep-alive");
  }

  /**
   * Begins the next request.
   *
   * @param authorization the value of {@code Authorization}; null for no such field
   */
  public void begin(@Nullable String authorization) {
    attributes.clear();
    headers.set("Authorization", authorization);
  }

  /** Begins the next request from another address. */
  public void begin(@Nullable String authorization, String client) {
    begin(authorization);
    this.client = client;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(attributes.keySet());
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.first(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return headers.all(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.names());
  }

  @Override
  public long getDateHeader(String name) {
    return -1;
  }

  @Override
  public int getIntHeader(String name) {
    return -1;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getServerName() {
    return "api.example.org";
  }

  @Override
  public int getServerPort() {
    return 80;
  }

  @Override
  public String getRemoteAddr() {
    return client;
  }

  @Override
  public String getRemoteHost() {
    return client;
  }

  @Override
  public int getRemotePort() {
    return 40_000;
  }

  @Override
  public String getLocalName() {
    return "api.example.org";
  }

  @Override
  public String getLocalAddr() {
    return "192.0.2.1";
  }

  @Override
  public int getLocalPort() {
    return 80;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return PATH;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public @Nullable String getPathTranslated() {
    return null;
  }

  @Override
  public String getRequestURI() {
    return PATH;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://api.example.org").append(PATH);
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return null;
  }

  @Override
  public void setCharacterEncoding(String encoding) {
    // there is no body
  }

  @Override
  public int getContentLength() {
    return -1;
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public @Nullable String getParameter(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Map.of();
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  @Override
  public Enumeration<Locale> getLocales() {
    return Collections.enumeration(List.of(Locale.ROOT));
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public String getRequestId() {
    return "1";
  }

  @Override
  public String getProtocolRequestId() {
    return "";
  }

  @Override
  public @Nullable String getAuthType() {
    return null;
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return null;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return null;
  }

  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return null;
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return null;
  }

  @Override
  public boolean isRequestedSessionIdValid() {
    return false;
  }

  @Override
  public boolean isRequestedSessionIdFromCookie() {
    return false;
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (create) {
      throw unsupported();
    }
    return null;
  }

  @Override
  public HttpSession getSession() {
    throw unsupported();
  }

  @Override
  public String changeSessionId() {
    throw unsupported();
  }

  @Override
  public boolean authenticate(HttpServletResponse response) {
    return false;
  }

  @Override
  public void login(String username, String password) {
    throw unsupported();
  }

  @Override
  public void logout() {
    throw unsupported();
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    throw unsupported();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    throw unsupported();
  }

  @Override
  public AsyncContext getAsyncContext() {
    throw unsupported();
  }

  @Override
  public ServletInputStream getInputStream() {
    throw unsupported();
  }

  @Override
  public BufferedReader getReader() {
    throw unsupported();
  }

  @Override
  public RequestDispatcher getRequestDispatcher(String path) {
    throw unsupported();
  }

  @Override
  public ServletConnection getServletConnection() {
    throw unsupported();
  }

  @Override
  public Collection<Part> getParts() {
    throw unsupported();
  }

  @Override
  public Part getPart(String name) {
    throw unsupported();
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("not supported by the benchmark's request");
  }
}

package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handler of the files of the chat page, whose script calls the application at another origin. The
 * files contain no key and require none.
 */
final class ChatPage extends Handler.Abstract.NonBlocking {
  private final URI page;
  private final String policy;
  private final Map<String, Document> documents;

  /**
   * Reads the files.
   *
   * @param page the only origin at which the page is served
   * @param api the only origin that the page may call
   */
  ChatPage(URI page, URI api) {
    this.page = page;
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
            + api
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    String html = new String(read("index.html"), UTF_8).replace("{{api}}", api.toString());
    this.documents =
        Map.of(
            "/", new Document("text/html;charset=utf-8", html.getBytes(UTF_8)),
            "/chat.css", new Document("text/css;charset=utf-8", read("chat.css")),
            "/chat.js", new Document("text/javascript;charset=utf-8", read("chat.js")),
            "/logo.svg", new Document("image/svg+xml", read("logo.svg")));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", policy);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
    Document document = documents.get(Request.getPathInContext(request));
    if (document == null) {
      answer(response, 404, Document.text("Not found.\n"), callback);
    } else if (!HttpMethod.GET.is(request.getMethod())
        && !HttpMethod.HEAD.is(request.getMethod())) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD");
      answer(response, 405, Document.text("Only GET and HEAD are allowed.\n"), callback);
    } else if (!page.getAuthority().equals(request.getHttpURI().getAuthority())) {
      // By another name, such as localhost, the page would have an origin that is not allowed.
      Response.sendRedirect(request, response, callback, page + "/");
    } else {
      answer(response, 200, document, callback);
    }
    return true;
  }

  private static void answer(Response response, int status, Document document, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, document.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, document.content().length);
    response.write(true, ByteBuffer.wrap(document.content()), callback);
  }

  private static byte[] read(String name) {
    try (InputStream in = ChatPage.class.getResourceAsStream("/chat/" + name)) {
      return requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record Document(String type, byte[] content) {
    static Document text(String text) {
      return new Document("text/plain;charset=utf-8", text.getBytes(UTF_8));
    }
  }
}

package dev.sallyport.example.jetty;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Handler of cross-origin requests for the chat. Answers preflights before the filter, which allows
 * no origin. Scripts of one origin may call the chat and read denials. No other path, in particular
 * not the console, allows other origins.
 */
final class ChatCrossOrigin extends CrossOriginHandler {
  private static final String CHATS = "/api/v1/llm-clients/";

  ChatCrossOrigin(URI origin, Handler application) {
    setHandler(application);
    setAllowedOriginPatterns(Set.of(Pattern.quote(origin.toString())));
    setAllowCredentials(true);
    setAllowedMethods(Set.of("GET", "POST"));
    setAllowedHeaders(Set.of("Authorization", "Content-Type", "X-CSRFToken"));
    setExposedHeaders(Set.of("WWW-Authenticate", "Retry-After", "RateLimit", "RateLimit-Policy"));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return Request.getPathInContext(request).startsWith(CHATS)
        ? super.handle(request, response, callback)
        : requireNonNull(getHandler()).handle(request, response, callback);
  }
}

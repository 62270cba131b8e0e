package dev.sallyport.auth.servlet;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.servlet.Endpoint.Holder;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the holder of a key who it is, at any path and in the shape of Smarter's API, behind a
 * {@link SallyportFilter}. {@link SmarterCliServlet} does so too.
 *
 * <p>Where no such filter has let the request in, it answers 401.
 */
public final class WhoamiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Endpoint ENDPOINT = Endpoint.of("GET", "HEAD", "POST");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request.getPathInfo(), request, response);
  }

  /**
   * Answers a request.
   *
   * @param pathInfo what stands behind the path of whoami; null if nothing does
   */
  static void answer(
      @Nullable String pathInfo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Holder> holder = ENDPOINT.holder(pathInfo, request, response);
    if (holder.isPresent()) {
      answer(holder.get(), request, response);
    }
  }

  /**
   * Returns where an application tells who the holder of a key is.
   *
   * @return a path below the context path; empty if it has neither this servlet nor a {@link
   *     SmarterCliServlet}
   */
  public static Optional<String> path(ServletContext context) {
    return Stream.concat(
            paths(context, WhoamiServlet.class, ""),
            paths(context, SmarterCliServlet.class, SmarterCommand.WHOAMI + "/"))
        .findFirst();
  }

  private static Stream<String> paths(ServletContext context, Class<?> servlet, String below) {
    return context.getServletRegistrations().values().stream()
        .filter(it -> servlet.getName().equals(it.getClassName()))
        .flatMap(it -> it.getMappings().stream())
        .filter(it -> it.startsWith("/") && (below.isEmpty() || it.endsWith("/*")))
        .map(it -> it.endsWith("/*") ? it.substring(0, it.length() - 1) + below : it);
  }

  private static void answer(
      Holder holder, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Checkpoint checkpoint = holder.checkpoint();
    UUID keyId = holder.principal().keyId();
    Optional<AuthToken> key;
    Optional<OwnerProfile> profile;
    try {
      key = checkpoint.gate().keys().get(keyId);
      profile = checkpoint.gate().owners().find(holder.principal().owner());
    } catch (StoreException e) {
      holder.unavailable(Problem.UNAVAILABLE, e, request, response);
      return;
    }
    if (key.isEmpty()) {
      Denied denied = checkpoint.refuse(DenialReason.UNKNOWN_TOKEN);
      checkpoint.problems().refuse(denied, request, response);
      return;
    }
    if (profile.isEmpty()) {
      Denied denied = new Denied(DenialReason.OWNER_INACTIVE, keyId);
      checkpoint.problems().refuse(denied, request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    Json.send(
        "application/json",
        Whoami.body(key.get(), profile.get(), checkpoint.settings().get(HttpSettings.ENVIRONMENT)),
        request,
        response);
  }
}

package dev.sallyport.jakarta;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Scopes;
import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Authentication mechanism of Jakarta Security that authenticates requests by API key.
 *
 * <p>The jar in {@code WEB-INF/lib} activates it. It reads the settings of the filter from
 * context-params, system properties and environment variables, except {@code mode}: a request needs
 * a key where a {@code <security-constraint>}, {@code required-scopes} or {@code resources} says
 * so. The scopes of the key are groups of the caller. A scope with a wildcard also gives the groups
 * that it covers among the roles in {@code web.xml}, {@code @RolesAllowed} and
 * {@code @DeclareRoles}.
 *
 * <p>It starts at the first request. If it cannot start, it responds to every request with 503. It
 * creates no session. Its fields and signatures use no type of the core, so that it works if
 * another jar is missing. Thread-safe.
 *
 * <pre>{@code
 * @RolesAllowed("chat:write")
 * public String send(@Context SecurityContext caller) {
 *   return ((ApiKeyPrincipal) caller.getUserPrincipal()).owner().userId();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApiKeyAuthenticationMechanism implements HttpAuthenticationMechanism {
  private static final String NAME = "sallyport-jakarta-security";

  private final StartGuard guard = new StartGuard("The authentication mechanism " + NAME);
  private final ApiKeyExtension extension;
  private boolean isTried;
  private volatile @Nullable ContainerAuthenticator started;

  /**
   * Creates the mechanism. CDI calls this.
   *
   * @param beans the bean manager of the application
   */
  @Inject
  public ApiKeyAuthenticationMechanism(BeanManager beans) {
    this(beans.getExtension(ApiKeyExtension.class)); // an injected one would have to be a proxy
  }

  ApiKeyAuthenticationMechanism(ApiKeyExtension extension) {
    this.extension = extension;
  }

  private synchronized void start(ServletContext context) throws ServletException {
    if (!isTried) {
      isTried = true;
      guard.start(() -> started = ContainerAuthenticator.open(NAME, context), context);
    }
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext container)
      throws AuthenticationException {
    try {
      ContainerAuthenticator authenticator = started;
      if (authenticator == null) {
        start(request.getServletContext());
        authenticator = started;
      }
      if (authenticator == null) {
        StartGuard.deny(request, response);
        return responded(response);
      }
      return validate(authenticator, request, response, container);
    } catch (IOException | ServletException e) {
      throw new AuthenticationException(e);
    }
  }

  private AuthenticationStatus validate(
      ContainerAuthenticator authenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMessageContext container)
      throws IOException {
    boolean isProtected = container.isProtected() || container.isAuthenticationRequest();
    Optional<HttpServletRequest> admitted = authenticator.admit(request, response, isProtected);
    if (admitted.isEmpty()) {
      return responded(response);
    }
    Optional<ApiKeyPrincipal> principal = ContainerAuthenticator.principalOf(request);
    if (principal.isEmpty()) {
      return container.doNothing();
    }
    return container
        .withRequest(admitted.get())
        .notifyContainerAboutLogin(
            principal.get(),
            groups(principal.get().scopes(), authenticator.roles(), extension.roles()));
  }

  /** Commits the response, which some servers would replace by an error page. */
  private static AuthenticationStatus responded(HttpServletResponse response) throws IOException {
    response.flushBuffer();
    return AuthenticationStatus.SEND_CONTINUE;
  }

  /** Returns the scopes, and the declared roles that they cover. */
  static Set<String> groups(Set<String> scopes, Set<String> rolesInWebXml, Set<String> annotated) {
    Set<String> groups = new TreeSet<>(rolesInWebXml);
    groups.addAll(annotated);
    groups.removeIf(role -> !Scopes.cover(scopes, role));
    groups.addAll(scopes);
    return groups;
  }

  @PreDestroy
  void stop() {
    ContainerAuthenticator authenticator = started;
    started = null;
    if (authenticator != null) {
      authenticator.close();
    }
  }
}

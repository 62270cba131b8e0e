package dev.sallyport.admin;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.console.Console;
import dev.sallyport.admin.console.signin.SignInController;
import dev.sallyport.admin.rest.ManagementApi;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.admin.session.SessionAuthenticator;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.KeyRequirement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Implementation of {@link AdminServlet}. It may load classes of optional dependencies. */
final class AdminEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Settings settings;
  private transient @Nullable Components components;

  AdminEndpoint() {}

  /** Creates an endpoint with resolved settings. */
  AdminEndpoint(Settings settings) {
    this.settings = settings;
  }

  /** The API and the console. They have no state: what they keep is in the Sallyport instance. */
  private record Components(ManagementApi api, Console console) {
    static Components of(Settings settings) {
      AdminSessions sessions = new AdminSessions(settings);
      AdministratorResolver resolver = new AdministratorResolver(settings);
      SessionAuthenticator authenticator = new SessionAuthenticator(settings, sessions, resolver);
      SignInController signInController = new SignInController(settings, sessions, resolver);
      return new Components(
          new ManagementApi(authenticator, resolver), new Console(authenticator, signInController));
    }
  }

  @Override
  public void init() throws ServletException {
    try {
      if (settings == null) {
        settings = AdminConfiguration.read(getServletConfig());
      }
      AdminConfiguration.requireMapping(getServletConfig());
      components = Components.of(settings);
    } catch (SettingException e) {
      throw new ServletException(e.getMessage(), e);
    }
    RequestAuthenticator.addRequirement(getServletContext(), this, this::requirement);
  }

  /** Returns what the management API requires of keys; sessions are checked elsewhere. */
  private KeyRequirement requirement(HttpServletRequest request, Sallyport sallyport) {
    boolean isExactPath = getServletName().equals(request.getHttpServletMapping().getServletName());
    String path = path(request);
    boolean accepts = isExactPath && isOfApi(path) && !request.getMethod().equals("OPTIONS");
    return accepts
        ? AdministratorResolver.requirement(
            ManagementApi.scopeOf(path.substring(ManagementApi.PATH.length()), request), sallyport)
        : KeyRequirement.NONE;
  }

  @Override
  public void destroy() {
    RequestAuthenticator.removeRequirement(getServletContext(), this);
  }

  private static boolean isOfApi(String path) {
    return path.equals(ManagementApi.PATH) || path.startsWith(ManagementApi.PATH + "/");
  }

  private static String path(HttpServletRequest request) {
    return request.getPathInfo() == null ? "" : request.getPathInfo();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    RequestAuthenticator requestAuthenticator =
        RequestAuthenticator.of(request, getServletContext()).orElseThrow();
    Components known = requireNonNull(components, "init() has not been called");
    String path = path(request);
    if (isOfApi(path)) {
      String below = path.substring(ManagementApi.PATH.length());
      known.api().serve(below, requestAuthenticator, request, response);
    } else {
      known.console().serve(path, requestAuthenticator, request, response);
    }
  }
}

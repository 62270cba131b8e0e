package dev.sallyport.admin;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.rest.ManagementApi;
import dev.sallyport.admin.session.AdminSession;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.admin.session.SessionAuthenticator;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API with sessions and, instead of the console, a sign-in without a password. */
final class SessionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient ManagementApi api;
  private final transient AdminSessions sessions;
  private final transient AdministratorResolver resolver;

  SessionServlet(AdminApplication fixture, Map<String, String> settings) {
    Settings resolved =
        Settings.resolve(AdminSettings.all(), List.of(SettingSource.plain("test", settings)));
    resolver = new AdministratorResolver(resolved);
    sessions = new AdminSessions(resolved);
    api = new ManagementApi(new SessionAuthenticator(resolved, sessions, resolver), resolver);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    serve(asHost(request), response);
  }

  /** Returns the request with the user of the host's login, like a container with a login. */
  private static HttpServletRequest asHost(HttpServletRequest request) {
    String user = request.getHeader("Host-User");
    return new HttpServletRequestWrapper(request) {
      @Override
      public @Nullable Principal getUserPrincipal() {
        return user == null ? null : () -> user;
      }

      @Override
      public boolean isUserInRole(String role) {
        return role.equals(request.getHeader("Host-Role"));
      }
    };
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestAuthenticator requestAuthenticator =
        RequestAuthenticator.of(request, getServletContext()).orElseThrow();
    String path = request.getPathInfo();
    if (path.startsWith("/enter/")) {
      String[] name = path.substring("/enter/".length()).split("/", 2);
      Owner owner = new Owner(name[0], name[1]);
      String mark = resolver.passwordVersion(owner, requestAuthenticator).orElse("");
      AdminSession session = sessions.open(owner, mark, requestAuthenticator, request, response);
      response.getWriter().print(session.csrfToken());
    } else if (path.equals("/leave")) {
      sessions.close(requestAuthenticator, request, response);
    } else {
      api.serve(
          path.substring(ManagementApi.PATH.length()), requestAuthenticator, request, response);
    }
  }
}

package dev.sallyport.knox;

import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestApplication;
import dev.sallyport.servlet.TestSallyport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Starts the test application with the servlets of this module. */
final class KnoxSite {
  static final List<Class<? extends HttpServlet>> SERVLETS =
      List.of(
          LoginServlet.class,
          LogoutServlet.class,
          LogoutAllServlet.class,
          SmarterCliServlet.class,
          WhoamiServlet.class);

  private static final EnumSet<DispatcherType> REQUEST = EnumSet.of(DispatcherType.REQUEST);

  private KnoxSite() {}

  static Site on(Container.Starter starter) throws Exception {
    return on(starter, new TestSallyport());
  }

  static Site on(Container.Starter starter, TestSallyport fixture) throws Exception {
    return new Site(starter, fixture, KnoxSite::register);
  }

  private static void register(TestApplication application, ServletContext context) {
    application.guard(
        context,
        "styled",
        Map.of(
            "exempt-paths",
            "/styled/login/*",
            "realm",
            "a realm",
            "login-user",
            "true",
            "login-expiry-format",
            "HH:mm dd/MM/yy"),
        REQUEST,
        "/styled/*");

    TestApplication.servlet(context, "smarter", new SmarterCliServlet(), "/api/v1/cli/*");
    TestApplication.servlet(context, "whoami", new WhoamiServlet(), "/optional/whoami/*");
    TestApplication.servlet(context, "unguarded", new WhoamiServlet(), "/unguarded/whoami/*");
    TestApplication.servlet(
        context,
        "log-in",
        new LoginServlet(),
        "/api/v1/auth/login/*",
        "/styled/login/*",
        "/refusing/login/*",
        "/optional/login/*");
    TestApplication.servlet(
        context,
        "log-out",
        new LogoutServlet(),
        "/api/v1/auth/logout/*",
        "/optional/logout/*",
        "/session/logout/*",
        "/unguarded/logout/*");
    TestApplication.servlet(
        context,
        "log-out-all",
        new LogoutAllServlet(),
        "/api/v1/auth/logoutall/*",
        "/optional/logoutall/*",
        "/session/logoutall/*",
        "/unguarded/logoutall/*");
  }
}

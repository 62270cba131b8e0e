package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Settings of paths have an effect, or the application does not start. */
class OtherApplicationsTest {
  private static final String PATHS = "sallyport.paths=/api/**";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = SallyportServletFilterAutoConfiguration.class)
  static class WithoutFilter {}

  @Test
  void aReactiveApplicationIsNotOpen() {
    assertThat(
            Output.ofFailedStart(Config.class, PATHS, "spring.main.web-application-type=reactive"))
        .contains("APPLICATION FAILED TO START")
        .contains("The setting paths (property sallyport.paths")
        .contains("which only a servlet application has");
  }

  @Test
  void anApplicationWithoutTheFilterIsNotOpen() {
    assertThat(Output.ofFailedStart(WithoutFilter.class, PATHS))
        .contains("APPLICATION FAILED TO START")
        .contains("has no effect without the bean sallyportFilter");
  }

  @Test
  void anApplicationWithoutSpringsSupportOfServletsIsNotOpen() {
    assertThat(outputWithout("WebApplicationContext|DispatcherHandler", PATHS))
        .contains("APPLICATION FAILED TO START")
        .contains("in an application that is not a servlet application");
  }

  @Test
  void settingsOfTheConsoleNeedItsModule() {
    assertThat(outputWithout("AdminServlet", "sallyport.admin-sign-in=host"))
        .contains("APPLICATION FAILED TO START")
        .contains("The setting admin-sign-in (property sallyport.admin-sign-in) has no effect")
        .contains("add dev.sallyport:sallyport-admin");
  }

  @Test
  void pathsAreThoseOfRequests() {
    String mvc = "spring.mvc.servlet.path=/app";
    String context = "server.servlet.context-path=/shop";
    assertThat(Output.ofFailedStart(Config.class, PATHS, mvc))
        .contains("APPLICATION FAILED TO START")
        .contains("The path /api/** of paths (property sallyport.paths")
        .contains("would protect nothing: Spring MVC serves [/app/*]");
    assertThat(Output.ofFailedStart(Config.class, "sallyport.paths=/shop/api/**", context))
        .contains("would protect nothing: paths are relative to the context path /shop");
    try (App app = App.start(Config.class, "sallyport.paths=/app/api/**", mvc, context)) {
      assertThat(app.get("/shop/app/api/me").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aTaskOfAServletApplicationStarts() {
    try (App app = App.start(Config.class, PATHS, "spring.main.web-application-type=none")) {
      assertThat(app.context().isActive()).isTrue();
    }
  }

  /** Returns what is logged by an application that lacks classes. */
  private static String outputWithout(String names, String property) {
    Thread thread = Thread.currentThread();
    ClassLoader all = thread.getContextClassLoader();
    thread.setContextClassLoader(new Without(all, Pattern.compile(".*(" + names + ")")));
    try {
      return Output.ofFailedStart(Config.class, property);
    } finally {
      thread.setContextClassLoader(all);
    }
  }

  private static final class Without extends ClassLoader {
    private final Pattern names;

    Without(ClassLoader parent, Pattern names) {
      super(parent);
      this.names = names;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (names.matcher(name).matches()) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}

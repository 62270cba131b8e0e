package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

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
    Thread thread = Thread.currentThread();
    ClassLoader all = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutServlets(all));
    try {
      assertThat(Output.ofFailedStart(Config.class, PATHS))
          .contains("APPLICATION FAILED TO START")
          .contains("in an application that is not a servlet application");
    } finally {
      thread.setContextClassLoader(all);
    }
  }

  @Test
  void aTaskOfAServletApplicationStarts() {
    try (App app = App.start(Config.class, PATHS, "spring.main.web-application-type=none")) {
      assertThat(app.context().isActive()).isTrue();
    }
  }

  /** As if spring-web and spring-webflux were missing. */
  private static final class WithoutServlets extends ClassLoader {
    WithoutServlets(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.endsWith("WebApplicationContext") || name.endsWith("DispatcherHandler")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}

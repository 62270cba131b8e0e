package dev.sallyport.servlet;

import static dev.sallyport.servlet.StartedApplication.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a jar is missing, the classes that web.xml names deny every request. */
public abstract class MissingJarContract {
  private static final String CORE = "dev.sallyport.";

  private final Container.Starter starter;
  private final List<Class<? extends HttpServlet>> servlets;

  /**
   * Creates it.
   *
   * @param servlets those that web.xml names beside the filter
   */
  public MissingJarContract(
      Container.Starter starter, List<Class<? extends HttpServlet>> servlets) {
    this.starter = starter;
    this.servlets = servlets;
  }

  @ParameterizedTest
  @ValueSource(strings = {CORE, "com.fasterxml.jackson.", "org.slf4j."})
  final void everyRequestIsAnswered503(String missing) throws Exception {
    try (MissingJar classes = missingJar(missing, "org.jspecify.");
        StartedApplication application =
            StartedApplication.on(
                starter, context -> register(context, classes, "deny-requests"))) {
      for (String path : List.of("/", "/guarded/x", "/guarded/no/such/path")) {
        assertNotStarted(application.get("/guarded" + path));
      }
      for (Class<?> servlet : servlets) {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
          assertNotStarted(application.send(method, "/" + servlet.getSimpleName() + "/"));
        }
      }
      assertThat(application.get("/elsewhere").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CORE, "org.slf4j."})
  final void theStartFailsIfConfigured(String missing) throws Exception {
    try (MissingJar classes = missingJar(missing, "org.jspecify.")) {
      Throwable thrown =
          catchThrowable(() -> starter.start(context -> register(context, classes, "throw")));

      assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
          .anySatisfy(
              it ->
                  assertThat(it)
                      .isInstanceOf(ServletException.class)
                      .hasMessageMatching(
                          "java.lang.NoClassDefFoundError: .* \\(a jar is missing.*")
                      .hasCauseInstanceOf(NoClassDefFoundError.class));
    }
  }

  /** As containers do that inject, which would fail before anything of the class runs. */
  @Test
  final void whatWebXmlNamesCanBeLookedThrough() throws Exception {
    try (MissingJar classes = missingJar(CORE, "com.fasterxml.", "org.slf4j.", "org.jspecify.")) {
      for (Class<?> type :
          Stream.concat(Stream.of(SallyportFilter.class), servlets.stream()).toList()) {
        Class<?> loaded = classes.loadClass(type.getName());
        assertThat(loaded).isNotSameAs(type);
        assertThatCode(() -> lookThrough(loaded)).as(type.getName()).doesNotThrowAnyException();
      }
    }
  }

  private MissingJar missingJar(String... missing) {
    List<Class<?>> types = new ArrayList<>(servlets);
    types.add(SallyportFilter.class);
    return new MissingJar(types, missing);
  }

  private static void lookThrough(Class<?> type) {
    assertThat(type.getAnnotations()).isEmpty();
    assertThat(type.getDeclaredClasses()).isEmpty();
    for (Executable each : type.getDeclaredConstructors()) {
      lookThrough(each);
    }
    for (Executable each : type.getDeclaredMethods()) {
      lookThrough(each);
    }
    for (Field each : type.getDeclaredFields()) {
      assertThat(each.toGenericString()).isNotEmpty();
      assertThat(each.getAnnotatedType()).isNotNull();
    }
  }

  private static void lookThrough(Executable executable) {
    assertThat(executable.toGenericString()).isNotEmpty();
    assertThat(executable.getAnnotatedParameterTypes()).doesNotContainNull();
    assertThat(executable.getAnnotatedReturnType()).isNotNull();
  }

  private void register(ServletContext context, MissingJar classes, String onStartFailure) {
    try {
      Filter filter = classes.create(SallyportFilter.class, Filter.class);
      FilterRegistration.Dynamic registration = context.addFilter("api-keys", filter);
      registration.setInitParameter("store", "memory");
      registration.setInitParameter(StartGuard.SETTING, onStartFailure);
      registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/guarded/*");
      for (Class<?> type : servlets) {
        Servlet servlet = classes.create(type, Servlet.class);
        context
            .addServlet(type.getSimpleName(), servlet)
            .addMapping("/" + type.getSimpleName() + "/*");
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a container could not create it either", e);
    }
  }
}

package dev.sallyport.servlet;

import static dev.sallyport.servlet.StartedApplication.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A filter that cannot start denies every request, or stops the start if it is told to. */
abstract class StartupContract {
  private static final Map<String, String> BAD = Map.of("store", "memory", "mode", "maybe");
  private static final String SENTENCE =
      "Invalid value 'maybe' for mode (init-param mode): expected optional or required.";

  private final Container.Starter starter;

  StartupContract(Container.Starter starter) {
    this.starter = starter;
  }

  @Test
  final void opensTheInstanceFromInitParamsAlone() throws Exception {
    try (StartedApplication application =
        started(context -> register(context, Map.of("store", "memory")))) {
      assertThat(application.get("/x").statusCode()).isEqualTo(401);
    }
  }

  @Test
  final void aBadSettingIsLoggedOnceAndEveryRequestIsAnswered503() throws Exception {
    try (CapturedLog log = new CapturedLog();
        StartedApplication application = started(context -> register(context, BAD))) {
      for (String path : List.of("/", "/x", "/error", "/x?do=forward&to=/y", "/no/such/path")) {
        assertNotStarted(application.get(path));
      }
      assertNotStarted(application.send("POST", "/x"));
      assertNotStarted(
          application.send(
              "OPTIONS", "/x", "Origin", "https://a.b", "Access-Control-Request-Method", "GET"));
      assertThat(application.send("HEAD", "/x").statusCode()).isEqualTo(503);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("ERROR"))
          .containsExactly(
              "ERROR The filter api-keys has not started and answers requests with 503: "
                  + SENTENCE);
    }
  }

  @Test
  final void soIsEveryOtherSettingThatIsNotAccepted() throws Exception {
    for (Map<String, String> params :
        List.of(
            Map.of("moed", "required"),
            Map.of("store", "paper"),
            Map.of("store", "memory", "on-start-failure", "thorw"))) {
      try (StartedApplication application = started(context -> register(context, params))) {
        assertNotStarted(application.get("/x"));
      }
    }
  }

  @Test
  final void anInvalidValuePreventsTheStartIfConfigured() {
    assertStopped(SENTENCE, BAD);
  }

  @Test
  final void anUnknownNamePreventsTheStartIfConfigured() {
    assertStopped(
        "Unknown setting 'moed' (init-param). Did you mean 'mode'?", Map.of("moed", "required"));
  }

  @Test
  final void aMissingStorePreventsTheStartIfConfigured() {
    assertStopped("Unknown store 'paper': the class path", Map.of("store", "paper"));
  }

  @Test
  final void whatToDoIsReadFromContextParamsAndSystemPropertiesToo() throws Exception {
    Consumer<ServletContext> application =
        context -> {
          context.setInitParameter("sallyport.on-start-failure", "throw");
          register(context, BAD);
        };
    assertThat(catchThrowable(() -> starter.start(application))).isNotNull();
    System.setProperty("sallyport.on-start-failure", "deny-requests");
    try (StartedApplication refusing = started(application)) {
      assertNotStarted(refusing.get("/x"));
    } finally {
      System.clearProperty("sallyport.on-start-failure");
    }
  }

  @Test
  final void beforeItsStartAndAfterItsEndItAnswers503() throws Exception {
    try (StartedApplication application =
        started(
            context -> {
              add(context, "early", new Uninitialized(), "/early/*");
              add(context, "late", new Destroyed(), "/late/*").setInitParameter("store", "memory");
            })) {
      assertNotStarted(application.get("/early/x"));
      assertNotStarted(application.get("/late/x"));
      assertThat(application.get("/elsewhere").statusCode()).isEqualTo(200);
    }
  }

  /** Passes requests to a filter that a container has not initialized yet. */
  private static final class Uninitialized implements Filter {
    private final SallyportFilter filter = new SallyportFilter();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
    }
  }

  /** Passes requests to a filter that a container has destroyed. */
  private static final class Destroyed implements Filter {
    private final SallyportFilter filter = new SallyportFilter();

    @Override
    public void init(FilterConfig config) throws ServletException {
      filter.init(config);
      filter.destroy();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
    }
  }

  private StartedApplication started(Consumer<ServletContext> application) throws Exception {
    return StartedApplication.on(starter, application);
  }

  private void assertStopped(String sentence, Map<String, String> params) {
    Throwable thrown =
        catchThrowable(
            () ->
                starter.start(
                    context ->
                        register(context, params).setInitParameter(StartGuard.SETTING, "throw")));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isInstanceOf(ServletException.class)
                    .hasMessageStartingWith(sentence));
  }

  private static FilterRegistration.Dynamic register(
      ServletContext context, Map<String, String> params) {
    FilterRegistration.Dynamic filter = add(context, "api-keys", new SallyportFilter(), "/*");
    filter.setInitParameters(params);
    return filter;
  }

  private static FilterRegistration.Dynamic add(
      ServletContext context, String name, Filter filter, String pattern) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, pattern);
    return registration;
  }
}

package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
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

/** What a filter says of the application around it when it starts. */
abstract class StartupChecksContract {
  private static final EnumSet<DispatcherType> REQUEST = EnumSet.of(DispatcherType.REQUEST);

  private final Container.Starter starter;

  StartupChecksContract(Container.Starter starter) {
    this.starter = starter;
  }

  @Test
  final void aFilterThatExemptsAllItIsMappedToStopsTheStart() {
    for (String exempt : List.of("/api/*", "/api/v1/*, /api/v2", "/x, /api/*")) {
      Throwable thrown =
          catchThrowable(
              () ->
                  starter.start(
                      context ->
                          register(
                              context,
                              Map.of("exempt-paths", exempt, StartGuard.SETTING, "throw"),
                              "/api/v1/*",
                              "/api/v2")));

      assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
          .anySatisfy(
              it ->
                  assertThat(it)
                      .isInstanceOf(ServletException.class)
                      .hasMessageStartingWith("The filter api-keys is mapped to /api/v")
                      .hasMessageEndingWith(
                          ", all of which its exempt-paths cover: name narrower exempt-paths, or"
                              + " remove the filter."));
    }
  }

  @Test
  final void aFilterThatGuardsSomethingStarts() throws Exception {
    assertThat(logged(context -> register(context, Map.of("exempt-paths", "/a/*"), "/a/*", "/b")))
        .isEmpty();
    assertThat(logged(context -> register(context, Map.of("exempt-paths", "/"), "/*"))).isEmpty();
    assertThat(
            logged(
                context -> {
                  context.addServlet("revoke", RevokeServlet.class).addMapping("/revoke/*");
                  register(context, Map.of("exempt-paths", "/revoke/*"), "/revoke/*");
                }))
        .as("where it is there for the servlet's settings")
        .isEmpty();
  }

  @Test
  final void aFilterThatDeniesEveryRevocationPreventsTheStart() {
    Throwable thrown =
        catchThrowable(
            () ->
                starter.start(
                    context -> {
                      context
                          .addServlet("revoke", RevokeServlet.class)
                          .addMapping("/api/v1/auth/revoke/*");
                      register(context, Map.of(StartGuard.SETTING, "throw"), "/*");
                    }));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isInstanceOf(ServletException.class)
                    .hasMessage(
                        "The filter api-keys denies every revocation at /api/v1/auth/revoke/*,"
                            + " because a revocation has no token: add /api/v1/auth/revoke/* to"
                            + " the exempt-paths of that filter."));
  }

  @Test
  final void saysThatThisMachineIsTrustedWhereNoProxyIs() throws Exception {
    for (String policy : List.of("deny", "revoke")) {
      assertThat(
              logged(context -> register(context, Map.of("insecure-transport", policy), "/api/*")))
          .singleElement()
          .asString()
          .startsWith("WARN insecure-transport=" + policy + " accepts plain HTTP from this machine")
          .contains("trusted-proxies is empty");
    }
    Map<String, String> trusting =
        Map.of("insecure-transport", "deny", "trusted-proxies", "127.0.0.1");
    assertThat(logged(context -> register(context, trusting, "/api/*"))).isEmpty();
  }

  @Test
  final void namesPreflightPassWhereThereIsACorsFilter() throws Exception {
    assertThat(
            logged(
                context -> {
                  register(context, Map.of(), "/api/*");
                  context
                      .addFilter("cors", new CrossOriginTestFilter())
                      .addMappingForUrlPatterns(REQUEST, true, "/*");
                }))
        .containsExactly(
            "INFO The CORS filter cors (%s) must come before the filter api-keys, which answers"
                    .formatted(CrossOriginTestFilter.class.getName())
                + " preflights without allowing any origin; if it comes after it, set"
                + " preflight=pass");
    assertThat(
            logged(
                context -> {
                  register(context, Map.of("preflight", "pass"), "/api/*");
                  context
                      .addFilter("cors", new CrossOriginTestFilter())
                      .addMappingForUrlPatterns(REQUEST, true, "/*");
                }))
        .isEmpty();
  }

  /** What was said of the filter's surroundings. */
  private List<String> logged(Consumer<ServletContext> application) throws Exception {
    try (CapturedLog captured = new CapturedLog()) {
      starter.start(application).stop();
      return captured.lines().stream()
          .filter(it -> it.contains("insecure-transport") || it.contains("preflight"))
          .toList();
    }
  }

  private static void register(
      ServletContext context, Map<String, String> settings, String... patterns) {
    FilterRegistration.Dynamic filter = context.addFilter("api-keys", new SallyportFilter());
    filter.setInitParameter("store", "memory");
    filter.setInitParameters(settings);
    filter.addMappingForUrlPatterns(REQUEST, true, patterns);
  }

  /** Known by its name only. */
  static final class CrossOriginTestFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }
}

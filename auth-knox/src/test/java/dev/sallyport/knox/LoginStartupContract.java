package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.Sallyport;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.ProbeServlet;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.StartedApplication;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application whose users could not log in does not start, or logs the reason. */
public abstract class LoginStartupContract {
  private static final String MAPPING = "/api/v1/auth/login/*";
  private static final EnumSet<DispatcherType> REQUEST = EnumSet.of(DispatcherType.REQUEST);

  private final Container.Starter starter;

  public LoginStartupContract(Container.Starter starter) {
    this.starter = starter;
  }

  @Test
  final void aFilterThatDeniesEveryLoginPreventsTheStart() {
    String sentence =
        "The filter api-keys denies every login at /api/v1/auth/login/*, because a login has"
            + " no token: add /api/v1/auth/login/* to the exempt-paths of that filter.";
    for (String pattern :
        new String[] {"/*", "/api/*", "/api/v1/auth/login/*", "/api/v1/auth/login"}) {
      assertStopped(sentence, context -> guarded(context, Map.of(), pattern));
    }
    assertStopped(
        sentence, context -> guarded(context, Map.of("exempt-paths", "/healthz"), "/api/*"));
    assertStopped(
        sentence,
        context -> guarded(context, Map.of("exempt-paths", "/api/v1/auth/login"), "/api/*"));
    assertStopped(
        sentence,
        context -> guarded(context, Map.of("mode", "optional", "schemes", "basic"), "/api/*"));
    assertStopped(sentence, LoginStartupContract::guardedByName);
  }

  @Test
  final void aFilterThatExemptsLoginsStarts() throws Exception {
    for (Map<String, String> settings :
        Stream.of(
                Map.of("exempt-paths", MAPPING),
                Map.of("exempt-paths", "/api/v1/auth/login, /api/v1/auth/login/"),
                Map.of("exempt-paths", "/api/v1/auth/*"),
                Map.of("mode", "optional"))
            .toList()) {
      assertThat(statusOfLogin(context -> guarded(context, settings, "/*"))).isEqualTo(401);
    }
    for (String elsewhere : new String[] {"/api/v1/cli/*", "/login/*", "*.json", "/api"}) {
      assertThat(statusOfLogin(context -> guarded(context, Map.of(), elsewhere))).isEqualTo(401);
    }
  }

  @Test
  final void aFilterThatIsThereForTheSettingsOfALoginAloneStarts() throws Exception {
    Map<String, String> settings = Map.of("exempt-paths", MAPPING);
    assertThat(statusOfLogin(context -> guarded(context, settings, MAPPING))).isEqualTo(401);
  }

  @Test
  final void anExemptionThatIsTooWideForLogoutStopsTheStart() {
    for (Class<? extends HttpServlet> logout :
        List.of(LogoutServlet.class, LogoutAllServlet.class)) {
      assertStopped(
          "The filter api-keys exempts /api/v1/auth/logout/*, but a request to log out needs a token:"
              + " name narrower exempt-paths.",
          context -> {
            context.addServlet("logout", logout).addMapping("/api/v1/auth/logout/*");
            guarded(context, Map.of("exempt-paths", "/api/v1/auth/*"), "/*");
          });
    }
  }

  @Test
  final void whereNoFilterIsOnItsWayALoginHasTheSettingsOfTheOneThereIs() throws Exception {
    Container container =
        starter.start(context -> guarded(context, Map.of("realm", "elsewhere"), "/api/v1/cli/*"));
    try {
      assertThat(logIn(container).headers().allValues("WWW-Authenticate"))
          .containsExactly("Basic realm=\"elsewhere\", charset=\"UTF-8\"");
    } finally {
      container.stop();
    }
  }

  @Test
  final void aHostThatProvidesNoPasswordsPreventsTheStart() {
    try (Sallyport sallyport =
        Sallyport.builder(new InMemoryBackend().keys(), owner -> Optional.empty())
            .ignoreEnvironment()
            .build()) {
      Map<String, String> settings = Map.of("exempt-paths", MAPPING, StartGuard.SETTING, "throw");
      assertStopped(
          "The LoginServlet cannot verify passwords, because the host's OwnerDirectory does not"
              + " provide them: implement dev.sallyport.spi.PasswordDirectory, or remove the"
              + " LoginServlet.",
          context -> {
            login(context);
            context
                .addFilter("api-keys", SallyportFilters.of(sallyport, settings))
                .addMappingForUrlPatterns(REQUEST, true, "/*");
          });
    }
  }

  @Test
  final void aBadFormatStopsIt() {
    Map<String, String> settings =
        Map.of("exempt-paths", MAPPING, "login-expiry-format", "%H:%M %d/%m/%y b");
    assertStopped(
        "Invalid value '%H:%M %d/%m/%y b' for login-expiry-format (init-param login-expiry-format):"
            + " expected a pattern of java.time.format.DateTimeFormatter such as HH:mm dd/MM/yy.",
        context -> guarded(context, settings, "/*"));
  }

  @Test
  final void withoutAFilterALoginIsAnswered503AndTheLogSaysSoOnce() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      Container container = starter.start(LoginStartupContract::login);
      try {
        StartedApplication.assertNotStarted(logIn(container));
        StartedApplication.assertNotStarted(logIn(container));
      } finally {
        container.stop();
      }
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("ERROR"))
          .containsExactly(
              "ERROR The LoginServlet answers requests with 503: no SallyportFilter of this web"
                  + " application has started. Register one, or see why it has not started; where"
                  + " the container starts filters late, map it to the path of this servlet too.");
    }
  }

  @Test
  final void whereTheFilterCannotStartALoginIsAnswered503() throws Exception {
    Map<String, String> settings =
        Map.of("exempt-paths", MAPPING, StartGuard.SETTING, "deny-requests", "mode", "maybe");
    for (String pattern : List.of("/*", "/elsewhere/*")) {
      Container container = starter.start(context -> guarded(context, settings, pattern));
      try {
        StartedApplication.assertNotStarted(logIn(container));
      } finally {
        container.stop();
      }
    }
  }

  private static void guarded(
      ServletContext context, Map<String, String> settings, String pattern) {
    login(context);
    filter(context, settings).addMappingForUrlPatterns(REQUEST, true, pattern);
  }

  private static void guardedByName(ServletContext context) {
    login(context);
    filter(context, Map.of()).addMappingForServletNames(REQUEST, true, "log-in");
  }

  private static void login(ServletContext context) {
    ServletRegistration.Dynamic servlet = context.addServlet("log-in", LoginServlet.class);
    servlet.addMapping(MAPPING);
    servlet.setLoadOnStartup(1);
    context.addServlet("probe", new ProbeServlet()).addMapping("/error");
  }

  private static FilterRegistration.Dynamic filter(
      ServletContext context, Map<String, String> settings) {
    FilterRegistration.Dynamic filter = context.addFilter("api-keys", new SallyportFilter());
    filter.setInitParameter("store", "memory");
    filter.setInitParameters(settings);
    filter.setInitParameter(StartGuard.SETTING, "throw"); // unless it is among the settings
    return filter;
  }

  private int statusOfLogin(Consumer<ServletContext> application) throws Exception {
    Container container = starter.start(application);
    try {
      return logIn(container).statusCode();
    } finally {
      container.stop();
    }
  }

  public static HttpResponse<String> logIn(Container container) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + "/api/v1/auth/login/");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private void assertStopped(String sentence, Consumer<ServletContext> application) {
    Throwable thrown = catchThrowable(() -> starter.start(application));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .anySatisfy(it -> assertThat(it).isInstanceOf(ServletException.class).hasMessage(sentence));
  }
}

package dev.sallyport.servlet;

import static dev.sallyport.servlet.StartedApplication.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.credential.Credential;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application replaces the extractor and the responder of a filter. */
abstract class HostComponentsContract {
  private static final String HEADER = "X-Partner-Key";

  private final Container.Starter starter;
  private final TestSallyport fixture = new TestSallyport();

  HostComponentsContract(Container.Starter starter) {
    this.starter = starter;
  }

  @AfterEach
  final void close() {
    fixture.close();
  }

  @Test
  final void anExtractorReadsTheTokenFromAnotherHeader() throws Exception {
    String token = fixture.create().token().reveal();
    try (StartedApplication application =
        started(SallyportFilters.builder(fixture.sallyport).extractor(new PartnerHeader()))) {
      HttpResponse<String> authenticated = application.send("GET", "/x", HEADER, token);

      assertThat(authenticated.statusCode()).isEqualTo(200);
      assertThat(Site.seen(authenticated))
          .containsEntry("remoteUser", TestSallyport.OWNER.userId())
          .containsEntry("authType", HEADER)
          .doesNotContainKey("header " + HEADER);
      assertThat(Site.values(authenticated, "Vary")).containsExactly(HEADER);
      assertThat(application.send("GET", "/x", "X-API-Key", token).statusCode()).isEqualTo(401);
      assertThat(application.send("GET", "/x", HEADER, token, HEADER, token).body())
          .contains("More than one credential was provided.");
      assertThat(application.send("GET", "/x", HEADER, token + "0").body())
          .contains("\"detail\":\"Invalid token.\"");
    }
  }

  @Test
  final void anExtractorNamedByASettingReadsTheTokenFromAParameter() throws Exception {
    String token = fixture.create().token().reveal();
    try (StartedApplication application =
        started(settings("credential-extractor", KeyParameter.class.getName()))) {
      HttpResponse<String> authenticated = application.get("/x?key=" + token);

      assertThat(authenticated.statusCode()).isEqualTo(200);
      assertThat(Site.seen(authenticated)).containsEntry("authType", "key");
      assertThat(Site.values(authenticated, "Vary")).containsExactly("*");
      assertThat(application.get("/x").statusCode()).isEqualTo(401);
    }
  }

  @Test
  final void aResponderSendsItsOwnBodyWithTheStatusOfTheProblem() throws Exception {
    String token = fixture.create().token().reveal();
    try (StartedApplication application =
        started(settings("denial-responder", OwnJson.class.getName()))) {
      HttpResponse<String> denied = application.get("/x");
      fixture.store.setDown(true);
      HttpResponse<String> unavailable = application.send("GET", "/x", "X-API-Key", token);

      assertThat(denied.statusCode()).isEqualTo(401);
      assertThat(denied.body()).isEqualTo("{\"error\":\"no-credentials\"}");
      assertThat(denied.headers().map()).doesNotContainKey("www-authenticate");
      assertThat(Site.values(denied, "Cache-Control")).containsExactly("no-store");
      assertThat(unavailable.statusCode()).isEqualTo(503);
      assertThat(unavailable.body()).isEqualTo("{\"retryAfter\":5}");
    }
  }

  @Test
  final void anExtractorThatFailsLetsNoRequestThrough() throws Exception {
    String token = fixture.create().token().reveal();
    CredentialExtractor throwing =
        request -> {
          throw new IllegalStateException("saw " + token);
        };
    CredentialExtractor linking =
        request -> {
          throw new NoClassDefFoundError("a.Parser");
        };
    @SuppressWarnings("NullAway") // a host may break the contract
    CredentialExtractor returningNull = request -> null;
    for (CredentialExtractor failing : List.of(throwing, linking, returningNull)) {
      try (CapturedLog log = new CapturedLog();
          StartedApplication application =
              started(
                  SallyportFilters.builder(fixture.sallyport)
                      .settings(Map.of("mode", "optional"))
                      .extractor(failing))) {
        HttpResponse<String> response = application.send("GET", "/x", "X-API-Key", token);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("The API key could not be checked.");
        assertThat(log.lines())
            .filteredOn(it -> it.startsWith("WARN The credential extractor failed: java.lang."))
            .hasSize(1);
        assertThat(log.everything()).doesNotContain(token);
      }
    }
  }

  @Test
  final void aResponderThatFailsIsReplacedByTheProblemDocument() throws Exception {
    for (boolean hasWritten : List.of(false, true)) {
      try (StartedApplication application =
          started(SallyportFilters.builder(fixture.sallyport).responder(new Failing(hasWritten)))) {
        HttpResponse<String> response = application.get("/x");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("problems/no-credentials").doesNotContain("half");
        assertThat(Site.values(response, "WWW-Authenticate")).hasSize(2);
      }
    }
  }

  @Test
  final void aResponderThatWritesNothingDeniesAllTheSame() throws Exception {
    DenialResponder silent =
        new DenialResponder() {
          @Override
          public void deny(
              Denied denied, HttpServletRequest request, HttpServletResponse response) {}

          @Override
          public void unavailable(
              Duration retryAfter, HttpServletRequest request, HttpServletResponse response) {}
        };
    try (StartedApplication application =
        started(SallyportFilters.builder(fixture.sallyport).responder(silent))) {
      HttpResponse<String> response = application.get("/x");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  final void aClassThatCannotBeUsedPreventsTheStart() throws Exception {
    assertNotStartedBecause(
        settings("credential-extractor", "org.example.Missing"),
        "Invalid value 'org.example.Missing' for credential-extractor: could not create an object"
            + " (ClassNotFoundException); expected the name of a class with a public constructor"
            + " without parameters that implements"
            + " dev.sallyport.servlet.credential.CredentialExtractor.");
    assertNotStartedBecause(
        settings("denial-responder", KeyParameter.class.getName()),
        "Invalid value '%s' for denial-responder: could not create an object (ClassCastException);"
                .formatted(KeyParameter.class.getName())
            + " expected the name of a class with a public constructor without parameters that"
            + " implements dev.sallyport.servlet.problem.DenialResponder.");
    assertNotStartedBecause(
        settings("denial-responder", Unconstructible.class.getName()),
        "Invalid value '%s' for denial-responder: could not create an object (IOException);"
                .formatted(Unconstructible.class.getName())
            + " expected the name of a class with a public constructor without parameters that"
            + " implements dev.sallyport.servlet.problem.DenialResponder.");
  }

  @Test
  final void theLogKnowsTheKeyDuringItsRequestOnlyIfASettingSaysSo() throws Exception {
    Created key = fixture.create();
    String token = key.token().reveal();
    try (StartedApplication application =
        started(
            SallyportFilters.builder(fixture.sallyport)
                .settings(Map.of("log-key-id", "true", "mode", "optional")))) {
      for (String path : List.of("/x", "/x?do=forward&to=/y")) {
        assertThat(Site.seen(application.send("GET", path, "X-API-Key", token)))
            .as(path)
            .containsEntry("mdc", key.key().id().toString());
        for (int i = 0; i < 20; i++) { // on each thread of the server
          assertThat(Site.seen(application.get("/x"))).containsEntry("mdc", "null");
        }
      }
    }
    try (StartedApplication application = started(SallyportFilters.builder(fixture.sallyport))) {
      assertThat(Site.seen(application.send("GET", "/x", "X-API-Key", token)))
          .containsEntry("mdc", "null");
    }
  }

  @Test
  final void settingsWithoutEffectPreventTheStart() throws Exception {
    assertNotStartedBecause(
        SallyportFilters.builder(fixture.sallyport)
            .settings(
                Map.of(
                    "credential-extractor", KeyParameter.class.getName(), "api-key-header", "X-A")),
        "The setting api-key-header (argument api-key-header) has no effect beside"
            + " credential-extractor: remove it.");
    assertNotStartedBecause(
        SallyportFilters.builder(fixture.sallyport)
            .settings(Map.of("denial-responder", OwnJson.class.getName()))
            .responder(new OwnJson()),
        "The setting denial-responder (argument denial-responder) has no effect because the"
            + " application sets this part in code: remove it.");
  }

  private void assertNotStartedBecause(SallyportFilters.Builder filter, String sentence)
      throws Exception {
    try (CapturedLog log = new CapturedLog();
        StartedApplication application = started(filter)) {
      assertNotStarted(application.get("/x"));
      assertThat(log.lines())
          .filteredOn(it -> it.startsWith("ERROR"))
          .containsExactly(
              "ERROR The filter api-keys has not started and answers requests with 503: "
                  + sentence);
    }
  }

  private SallyportFilters.Builder settings(String name, String value) {
    return SallyportFilters.builder(fixture.sallyport).settings(Map.of(name, value));
  }

  private StartedApplication started(SallyportFilters.Builder filter) throws Exception {
    return StartedApplication.on(
        starter,
        context ->
            context
                .addFilter("api-keys", filter.build())
                .addMappingForUrlPatterns(null, false, "/*"));
  }

  /** Reads a header of its own. */
  public static final class PartnerHeader implements CredentialExtractor {
    @Override
    public Credential extract(HttpServletRequest request) {
      var values = request.getHeaders(HEADER);
      if (!values.hasMoreElements()) {
        return Credential.absent();
      }
      Secret token = Secret.of(values.nextElement());
      return values.hasMoreElements()
          ? Credential.rejected(DenialReason.AMBIGUOUS_CREDENTIALS)
          : Credential.present(token, CredentialLocation.header(HEADER));
    }

    @Override
    public List<String> headers() {
      return List.of(HEADER);
    }
  }

  /** Reads a parameter of the query. */
  public static final class KeyParameter implements CredentialExtractor {
    @Override
    public Credential extract(HttpServletRequest request) {
      String value = request.getParameter("key");
      return value == null
          ? Credential.absent()
          : Credential.present(Secret.of(value), CredentialLocation.parameter("key"));
    }
  }

  /** Answers JSON of its own. */
  public static final class OwnJson implements DenialResponder {
    @Override
    public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getWriter().print("{\"error\":\"" + Problem.of(denied.reason()).name() + "\"}");
    }

    @Override
    public void unavailable(
        Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getWriter().print("{\"retryAfter\":" + retryAfter.toSeconds() + "}");
    }
  }

  /** Fails before or after it has written. */
  private record Failing(boolean hasWritten) implements DenialResponder {
    @Override
    public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!hasWritten) {
        throw new IllegalStateException("no response");
      }
      response.setStatus(HttpServletResponse.SC_OK);
      response.getWriter().print("half of a response");
      throw new IOException("no more of the response");
    }

    @Override
    public void unavailable(
        Duration retryAfter, HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("no response");
    }
  }

  /** Fails to be created. */
  public static final class Unconstructible implements CredentialExtractor {
    public Unconstructible() throws IOException {
      throw new IOException("no file of partners");
    }

    @Override
    public Credential extract(HttpServletRequest request) {
      return Credential.absent();
    }
  }
}

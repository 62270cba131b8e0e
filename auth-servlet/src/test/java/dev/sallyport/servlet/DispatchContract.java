package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A request is decided about once, however often it is dispatched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DispatchContract {
  private final Container.Starter starter;
  private Site site;
  private String token;

  DispatchContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = new Site(starter);
    token = site.newToken("chat:read");
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void throughForwards() throws Exception {
    assertDecidedOnce("/required/x?do=forward&to=/inner/x", 200, "FORWARD");
    assertDecidedOnce("/request-only/x?do=forward&to=/inner/x", 200, "FORWARD");
    assertDecidedOnce("/optional/x?do=forward&to=/required/x", 200, "FORWARD");
  }

  @Test
  final void throughForwardsOfWhatTheApplicationUnwrapped() throws Exception {
    assertDecidedOnce("/required/x?do=forward-unwrapped&to=/inner/x", 200, "FORWARD");
  }

  @Test
  final void throughIncludes() throws Exception {
    assertDecidedOnce("/required/x?do=include&to=/inner/x", 200, "INCLUDE");
    assertDecidedOnce("/request-only/x?do=include&to=/request-only/y", 200, "INCLUDE");
  }

  @Test
  final void throughAsyncDispatches() throws Exception {
    assertDecidedOnce("/required/x?do=async-dispatch&to=/inner/x", 200, "ASYNC");
    assertDecidedOnce("/required/x?do=async-dispatch&to=/required/x", 200, "ASYNC");
    assertDecidedOnce("/required/x?do=async-dispatch-same", 200, "ASYNC");
    assertDecidedOnce("/request-only/x?do=async-dispatch&to=/request-only/x", 200, "ASYNC");
    assertDecidedOnce("/request-only/x?do=async-dispatch-same", 200, "ASYNC");
  }

  @Test
  final void throughAsyncCompletions() throws Exception {
    assertDecidedOnce("/required/x?do=async-complete", 200, "REQUEST|ASYNC");
    assertDecidedOnce("/request-only/x?do=async-complete", 200, "REQUEST|ASYNC");
  }

  @Test
  final void throughErrorPages() throws Exception {
    assertDecidedOnce("/required/x?do=send-error", 409, "ERROR");
    assertDecidedOnce("/request-only/x?do=send-error", 409, "ERROR");
    assertDecidedOnce("/required/x?do=throw", 500, "ERROR");
  }

  @Test
  final void anErrorPageIsNeverDenied() throws Exception {
    for (String path : List.of("/optional/x", "/exempt/healthz", "/unguarded/x")) {
      HttpResponse<String> response = site.get(path + "?do=send-error");

      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(Site.seen(response))
          .containsEntry("dispatcher", "ERROR")
          .containsEntry("principal", "null");
    }
  }

  @Test
  final void anonymousRequestsStayAnonymous() throws Exception {
    for (String action : List.of("forward", "include", "async-dispatch")) {
      HttpResponse<String> response = site.get("/optional/x?do=" + action + "&to=/optional/y");

      assertThat(response.statusCode()).as(action).isEqualTo(200);
      assertThat(Site.seen(response)).containsEntry("principal", "null");
    }
  }

  @Test
  final void aRequestToAnExemptPathIsNotDeniedInADispatch() throws Exception {
    for (String action : List.of("forward", "include", "async-dispatch")) {
      assertThat(site.get("/exempt/healthz?do=" + action + "&to=/exempt/private").statusCode())
          .as(action)
          .isEqualTo(200);
    }
    assertThat(site.get("/exempt/private").statusCode()).isEqualTo(401);
  }

  @Test
  final void whatNoFilterSawIsDecidedAboutWhereOneDoes() throws Exception {
    for (String action : List.of("forward", "async-dispatch")) {
      String path = "/unguarded/x?do=" + action + "&to=/required/x";

      assertThat(site.get(path).statusCode()).as(action).isEqualTo(401);
      assertThat(Site.seen(site.get(path, "X-API-Key", token)))
          .as(action)
          .containsEntry("remoteUser", "admin");
    }
    assertThat(site.get("/optional/x?do=forward&to=/required/x").statusCode()).isEqualTo(401);
  }

  @Test
  final void whatMayNotBeIncludedIsLeftOut() throws Exception {
    HttpResponse<String> response = site.get("/unguarded/x?do=include&to=/required/x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  final void aFilterThatIsMappedToForwardsOrIncludesSaysOnceThatTheyProtectNothing()
      throws Exception {
    Site other = new Site(starter);
    try (CapturedLog log = new CapturedLog()) {
      other.get("/required/x?do=async-dispatch&to=/inner/x", "X-API-Key", other.newToken());
      other.get("/optional/x?do=send-error");
      assertThat(warnings(log)).isEmpty();
      other.get("/optional/x?do=include&to=/optional/y");
      other.get("/optional/x?do=forward&to=/optional/y");
      other.get("/unguarded/x?do=async-dispatch&to=/required/x");
      assertThat(warnings(log))
          .satisfiesExactly(
              it -> assertThat(it).contains("The filter optional is mapped to the dispatcher INCL"),
              it -> assertThat(it).contains("The filter required is mapped to the dispatcher ASY"));
    } finally {
      other.close();
    }
  }

  private static List<String> warnings(CapturedLog log) {
    return log.lines().stream().filter(it -> it.startsWith("WARN")).toList();
  }

  private void assertDecidedOnce(String path, int status, String dispatchers) throws Exception {
    for (String[] carrier :
        new String[][] {{"Authorization", "Token " + token}, {"X-API-Key", token}}) {
      int before = site.fixture.store.lookups();

      HttpResponse<String> response = site.get(path, carrier);

      assertThat(response.statusCode()).as(path + "\n" + response.body()).isEqualTo(status);
      assertThat(site.fixture.store.lookups() - before).as(path).isEqualTo(1);
      assertThat(response.body()).as(path).doesNotContain(token);
      assertThat(Site.seen(response))
          .as(path)
          .containsEntry("remoteUser", "admin")
          .containsEntry("role chat:read", "true")
          .hasEntrySatisfying("dispatcher", it -> assertThat(it).matches(dispatchers));
    }
  }
}

package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateResult.Created;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every combination of what rules can say of a request, and the answer to it over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuleCombinationsTest {
  private static final String OTHER_ACCOUNT = "9999-9999-9999";
  private static final List<Boolean> BOTH = List.of(true, false);
  private static final String TYPES = "https://sallyport.dev/problems/";

  private Site site;

  enum Binding {
    BOUND,
    ANOTHER_BOUND,
    ALL_BOUND_ARE_OFF
  }

  record Situation(
      boolean sameAccount, Binding binding, boolean scope, boolean network, boolean quota) {
    /** What the first rule says that objects; empty if none does. */
    Optional<DenialReason> expected() {
      if (!network) {
        return Optional.of(DenialReason.NETWORK_NOT_ALLOWED);
      }
      if (!scope) {
        return Optional.of(DenialReason.INSUFFICIENT_SCOPE);
      }
      if (!sameAccount) {
        return Optional.of(DenialReason.RESOURCE_OF_ANOTHER_ACCOUNT);
      }
      if (binding != Binding.BOUND) {
        return Optional.of(DenialReason.KEY_NOT_BOUND);
      }
      return quota ? Optional.empty() : Optional.of(DenialReason.QUOTA_EXCEEDED);
    }
  }

  /** Status, problem, and what is said of it. */
  record Answer(int status, String type, List<String> challenges, String members) {}

  @BeforeAll
  void start() throws Exception {
    site = new Site(JettyContainer::start, RuledSallyport.open("key:2/m"));
  }

  @AfterAll
  void stop() throws Exception {
    site.close();
  }

  static Stream<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (boolean account : BOTH) {
      for (Binding binding : Binding.values()) {
        for (boolean scope : BOTH) {
          for (boolean network : BOTH) {
            for (boolean quota : BOTH) {
              all.add(new Situation(account, binding, scope, network, quota));
            }
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void respondsWithTheFirstRuleThatDenies(Situation situation) throws Exception {
    TestSallyport fixture = site.fixture;
    Created key = fixture.create(RuledSallyport.homeKey(situation.scope ? "chat:*" : "mail:read"));
    Created bound =
        situation.binding == Binding.BOUND ? key : fixture.create(RuledSallyport.homeKey("chat:*"));
    String name = UUID.randomUUID().toString();
    RuledSallyport.add(
        fixture,
        name,
        situation.sameAccount ? TestSallyport.OWNER.accountId() : OTHER_ACCOUNT,
        bound.key());
    if (situation.binding == Binding.ALL_BOUND_ARE_OFF) {
      fixture.sallyport.keys().deactivate(bound.key().id());
    }
    if (!situation.quota) {
      useUp(key);
    }
    fixture.events.clear();

    HttpResponse<String> response =
        site.get(
            "/rules/r/" + name,
            "Authorization",
            Site.token(key.token()),
            ProxyFilter.PEER,
            situation.network ? RuledSallyport.HOME : RuledSallyport.ABROAD);

    Optional<DenialReason> expected = situation.expected();
    assertThat(fixture.events(Event.Denied.class))
        .isEqualTo(
            expected
                .map(
                    it ->
                        List.of(
                            new Event.Denied(TestSallyport.NOW, it, Optional.of(key.key().id()))))
                .orElse(List.of()));
    boolean tellsQuota = expected.isEmpty() || expected.get() == DenialReason.QUOTA_EXCEEDED;
    assertThat(Site.values(response, "RateLimit-Policy"))
        .isEqualTo(tellsQuota ? List.of("\"key\";q=2;w=60") : List.of());
    assertThat(Site.values(response, "RateLimit"))
        .isEqualTo(
            !tellsQuota
                ? List.of()
                : List.of(situation.quota ? "\"key\";r=1;t=30" : "\"key\";r=0;t=60"));
    assertThat(Site.values(response, "Retry-After"))
        .isEqualTo(tellsQuota && !situation.quota ? List.of("30") : List.of());
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    if (expected.isEmpty()) {
      assertThat(response.statusCode()).isEqualTo(200);
      return;
    }
    Answer answer = answer(expected.get(), key.key().id());
    assertThat(response.statusCode()).isEqualTo(answer.status);
    assertThat(response.body())
        .startsWith("{\"type\":\"" + answer.type + "\",")
        .endsWith(answer.members + "}");
    assertThat(Site.values(response, "WWW-Authenticate")).isEqualTo(answer.challenges);
  }

  private static Answer answer(DenialReason reason, UUID id) {
    String keyId = ",\"keyId\":\"" + id + "\"";
    return switch (reason) {
      case NETWORK_NOT_ALLOWED -> new Answer(403, TYPES + "network-not-allowed", List.of(), keyId);
      case INSUFFICIENT_SCOPE ->
          new Answer(
              403,
              TYPES + "insufficient-scope",
              List.of(
                  "Token realm=\"api\", error=\"insufficient_scope\", scope=\"chat:read\"",
                  "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"chat:read\""),
              keyId + ",\"requiredScopes\":[\"chat:read\"]");
      case RESOURCE_OF_ANOTHER_ACCOUNT ->
          new Answer(
              404, TYPES + "not-found", List.of(), "\"detail\":\"There is nothing at this path.\"");
      case KEY_NOT_BOUND ->
          new Answer(
              403,
              TYPES + "key-not-bound",
              List.of(),
              "\"detail\":\"Forbidden. Please provide a valid API key.\"" + keyId);
      case QUOTA_EXCEEDED ->
          new Answer(
              429,
              "https://iana.org/assignments/http-problem-types#quota-exceeded",
              List.of(),
              keyId + ",\"violated-policies\":[\"key\"]");
      default -> throw new AssertionError(reason);
    };
  }

  private void useUp(Created key) {
    AccessRequest atHome = AccessRequest.of("GET", "/", RuledSallyport.HOME, Set.of());
    site.fixture.sallyport.authenticator().authenticate(key.token(), atHome);
    site.fixture.sallyport.authenticator().authenticate(key.token(), atHome);
  }
}

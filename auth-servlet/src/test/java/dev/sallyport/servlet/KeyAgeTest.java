package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.MaxLifetime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a key, and its greatest age, to the microsecond. */
final class KeyAgeTest {
  private static final Duration MICROSECOND = Duration.ofNanos(1000);
  private static final Duration THREE_YEARS = Duration.ofDays(1095);

  private @Nullable Site site;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void p1AKeyIsValidAtItsEndAndRefusedRightAfter() throws Exception {
    TestSallyport fixture = start(it -> it);
    Lifetime anHour = new Lifetime.For(Duration.ofHours(1));
    Created created =
        fixture.create(CreateKeyRequest.of(TestSallyport.OWNER, "k").lifetime(anHour));

    fixture.clock.advance(Duration.ofHours(1));
    assertThat(use(created).statusCode()).isEqualTo(200);
    fixture.clock.advance(MICROSECOND);
    HttpResponse<String> denied = use(created);
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.body()).contains("problems/expired-key", "\"detail\":\"Invalid token.\"");
    assertThat(fixture.events(Event.Expired.class))
        .singleElement()
        .satisfies(event -> assertThat(event.keyId()).isEqualTo(created.key().id()));
  }

  @Test
  void aKeyOfTheShortestLifeIsValidAtItsLastInstant() throws Exception {
    TestSallyport fixture = start(it -> it.setting("token-ttl", "1ms"));
    Created created = fixture.create();

    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(use(created).statusCode()).isEqualTo(200);
    fixture.clock.advance(MICROSECOND);
    assertThat(use(created).statusCode()).isEqualTo(401);
  }

  @Test
  void aKeyOlderThanTheMaximumIsDeniedWhereThatIsThePolicy() throws Exception {
    TestSallyport fixture =
        start(it -> it.maxLifetime(new MaxLifetime(THREE_YEARS, MaxLifetime.Policy.DENY)));
    Created created = fixture.create();

    fixture.clock.advance(THREE_YEARS);
    assertThat(use(created).statusCode()).isEqualTo(200);
    fixture.clock.advance(MICROSECOND);
    HttpResponse<String> denied = use(created);
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/over-age-key\","
                + "\"title\":\"API key over age\",\"status\":401,"
                + "\"detail\":\"Api key has exceeded its maximum lifetime.\",\"keyId\":\""
                + created.key().id()
                + "\"}");
    assertThat(Site.values(denied, "WWW-Authenticate"))
        .contains(
            "Token realm=\"api\", error=\"invalid_token\", error_description=\"API key over age\"");
  }

  @Test
  void elsewhereItIsLetInAndNotedOncePerDay() throws Exception {
    TestSallyport fixture =
        start(it -> it.maxLifetime(new MaxLifetime(THREE_YEARS, MaxLifetime.Policy.WARN)));
    Created created = fixture.create();
    fixture.clock.advance(THREE_YEARS.plus(MICROSECOND));
    String warning =
        "WARN API key "
            + created.key().id()
            + " (owner admin@3141-5926-5359) is 1095 days old and exceeds"
            + " max-lifetime-days=1095; rotate it";
    try (CapturedLog captured = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        assertThat(use(created).statusCode()).isEqualTo(200);
      }
      assertThat(captured.lines()).containsExactly(warning);
      assertThat(captured.everything()).doesNotContain(created.token().reveal());
    }
    assertThat(fixture.events(Event.OverAge.class)).hasSize(1);

    fixture.clock.advance(Duration.ofDays(1));
    assertThat(use(created).statusCode()).isEqualTo(200);
    assertThat(fixture.events(Event.OverAge.class)).hasSize(2);
  }

  private TestSallyport start(UnaryOperator<SallyportBuilder> edit) throws Exception {
    TestSallyport fixture = new TestSallyport(edit);
    site = new Site(JettyContainer::start, fixture);
    return fixture;
  }

  private HttpResponse<String> use(Created created) throws Exception {
    return requireNonNull(site).get("/required/x", "Authorization", Site.token(created.token()));
  }
}

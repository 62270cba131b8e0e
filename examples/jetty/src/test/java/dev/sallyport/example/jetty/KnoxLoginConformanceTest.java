package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients of django-rest-knox depend on when they log in and out, and what its settings do,
 * over HTTP against the running example. The numbers are those of knox's own tests (K).
 */
class KnoxLoginConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = FirstStart.OWNER.userId();

  @TempDir private static Path sharedDir;
  private static RunningExample shared;

  @TempDir private Path dataDir;

  @BeforeAll
  static void startShared() throws Exception {
    shared = start(sharedDir);
  }

  @AfterAll
  static void stopShared() {
    shared.close();
  }

  @Test
  void k06AndK07AKeyEndsWhenItsTtlIsOver() throws Exception {
    try (RunningExample example = start("token-ttl", "10h")) {
      ApiKey byDefault = example.create().key();
      assertThat(byDefault.expiresAt()).isEqualTo(byDefault.createdAt().plus(10, ChronoUnit.HOURS));
      CreateKeyRequest wanted =
          CreateKeyRequest.of(FirstStart.OWNER, "short")
              .lifetime(new Lifetime.For(Duration.ofMinutes(5)));
      ApiKey asked = ((Created) example.sallyport().keys().create(wanted)).key();
      assertThat(asked.expiresAt())
          .isCloseTo(Instant.now().plus(5, ChronoUnit.MINUTES), within(5, ChronoUnit.SECONDS));
    }
  }

  @Test
  void k11FiveLoginsMakeFiveKeysThatAllWork() throws Exception {
    long before = keysOf(shared, FirstStart.OWNER);
    for (int i = 0; i < 5; i++) {
      String token = tokenOf(logIn(shared));
      assertThat(shared.whoami("Token " + token).statusCode()).isEqualTo(200);
    }
    assertThat(keysOf(shared, FirstStart.OWNER)).isEqualTo(before + 5);
  }

  @Test
  void k12AndK34ALoginAnswersWithExpiryAndTokenAndNothingElse() throws Exception {
    HttpResponse<String> response = logIn(shared);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(names(response)).containsExactly("expiry", "token");
    assertThat(JSON.readTree(response.body()).path("expiry").isNull()).isTrue();
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  @Tag("slow")
  void k13ALoginAnswersWithTheUserWhereThatIsSet() throws Exception {
    try (RunningExample example = start("login-user", "true")) {
      JsonNode body = JSON.readTree(logIn(example).body());
      assertThat(body.at("/user/username").asText()).isEqualTo(ADMIN);
      assertThat(body.path("token").asText()).isNotEmpty();
    }
  }

  @Test
  @Tag("slow")
  void k14TheExpiryIsWrittenAsConfigured() throws Exception {
    try (RunningExample example =
        start("token-ttl", "10h", "login-expiry-format", "HH:mm dd/MM/yy")) {
      HttpResponse<String> response = logIn(example);
      Instant end = latest(example).expiresAt();
      assertThat(names(response)).containsExactly("expiry", "token");
      assertThat(JSON.readTree(response.body()).path("expiry").asText())
          .isEqualTo(
              DateTimeFormatter.ofPattern("HH:mm dd/MM/yy").withZone(ZoneOffset.UTC).format(end));
    }
  }

  @Test
  void k15LogoutEndsOnlyTheKeyThatWasPresented() throws Exception {
    String leaving = tokenOf(logIn(shared));
    String staying = tokenOf(logIn(shared));
    HttpResponse<String> response = post(shared, "logout", leaving);
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(shared.whoami("Token " + leaving).statusCode()).isEqualTo(401);
    assertThat(shared.whoami("Token " + staying).statusCode()).isEqualTo(200);
  }

  @Test
  void k16AndK17LogoutAllEndsEveryKeyOfTheUserAndNoneOfOthers() throws Exception {
    Owner other = new Owner(FirstStart.OWNER.accountId(), "other");
    shared.sallyport().ownerManager().createUser(User.person(other).staff(true));
    for (int i = 0; i < 10; i++) {
      shared.create();
      shared.sallyport().keys().create(CreateKeyRequest.of(other, "theirs"));
    }
    String token = tokenOf(logIn(shared));
    assertThat(post(shared, "logoutall", token).statusCode()).isEqualTo(204);
    assertThat(keysOf(shared, FirstStart.OWNER)).isZero();
    assertThat(keysOf(shared, other)).isEqualTo(10);
    assertThat(post(shared, "logoutall", token).statusCode()).isEqualTo(401);
  }

  @Test
  void k19ExpiredKeysAreKeptUntilTheyArePurged() throws Exception {
    List<Created> over = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      over.add(shared.createExpired());
    }
    String token = over.get(0).token().reveal();
    assertThat(shared.whoami("Token " + token).statusCode()).isEqualTo(401);
    assertThat(shared.sallyport().keys().get(over.get(9).key().id())).isPresent();
    assertThat(shared.sallyport().keys().purge(Duration.ZERO)).isEqualTo(10);
  }

  @Test
  void k31WhereAUserHasAsManyKeysAsItMayALoginIs403WithKnoxsBody() throws Exception {
    try (RunningExample example = start("token-limit-per-user", "10")) {
      for (int i = 0; i < 4; i++) {
        example.create();
        create(example, new Lifetime.For(Duration.ofHours(1)));
      }
      create(example, new Lifetime.For(Duration.ofHours(1)));
      HttpResponse<String> response = logIn(example);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(JSON.readTree(response.body()).path("error").asText())
          .isEqualTo("Maximum amount of tokens allowed per user exceeded.");
    }
  }

  @Test
  void k32AnExpiredKeyLeavesItsPlaceToALogin() throws Exception {
    try (RunningExample example = start("token-limit-per-user", "10")) {
      for (int i = 0; i < 8; i++) {
        example.create();
      }
      example.createExpired();
      assertThat(logIn(example).statusCode()).isEqualTo(200);
      assertThat(logIn(example).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void k35TheExpiryIsThatOfTheStoredKey() throws Exception {
    try (RunningExample example = start("token-ttl", "10h")) {
      String expiry = JSON.readTree(logIn(example).body()).path("expiry").asText();
      assertThat(expiry).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z");
      assertThat(Instant.parse(expiry)).isEqualTo(latest(example).expiresAt());
    }
  }

  @Test
  void k36AndK37ATokenFromALoginHasThePrefixAndIsAccepted() throws Exception {
    try (RunningExample example = start("token-formats", "knox", "knox-prefix", "TEST_")) {
      String token = tokenOf(logIn(example));
      assertThat(token).startsWith("TEST_");
      assertThat(example.whoami("Token " + token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Tag("slow")
  void k40AndK43OneSettingIsTakenOverAndTheOthersKeepTheirDefaults() throws Exception {
    try (RunningExample example = start("token-ttl", "2h")) {
      ApiKey key = example.create().key();
      assertThat(key.expiresAt()).isEqualTo(key.createdAt().plus(2, ChronoUnit.HOURS));
      assertThat(key.prefix()).isEqualTo("sp_");
      assertThat(key.digest()).startsWith("$argon2id$");
    }
  }

  @Test
  @Tag("slow")
  void k41AndK47SettingsAreFixedAtTheStartAndChangeWithTheNext() throws Exception {
    try (RunningExample example = start("token-ttl", "2h")) {
      assertThat(example.create().key().ttl()).isEqualTo(Duration.ofHours(2));
    }
    try (RunningExample example = start("token-ttl", "3h")) {
      assertThat(example.create().key().ttl()).isEqualTo(Duration.ofHours(3));
    }
  }

  @Test
  void k42AKnoxTokenHas64DigitsAndItsSha512Has128() throws Exception {
    try (RunningExample example = start("token-formats", "knox", "digest", "sha512")) {
      Created created = example.create();
      assertThat(created.token().reveal()).hasSize(64);
      assertThat(created.key().lookup()).hasSize(128);
    }
  }

  @Test
  void k45AndK46TheHashIsNamedAndAnUnknownOneStopsTheStart() throws Exception {
    try (RunningExample example = start("digest", "sha512")) {
      assertThat(example.create().key().digest()).startsWith("sha512$");
    }
    assertThatThrownBy(() -> start("digest", "md5"))
        .hasStackTraceContaining("expected argon2id or sha512");
  }

  @Test
  void k48AHostsOwnDirectoryOfOwnersIsHonoured() throws Exception {
    assertThatThrownBy(() -> start("owner-directory", "no.such.Directory"))
        .hasStackTraceContaining("Invalid value 'no.such.Directory' for owner-directory");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreToldTheSame() throws Exception {
    HttpResponse<String> wrong = shared.logIn(ADMIN, "guess");
    HttpResponse<String> unknown = shared.logIn("nobody", "guess");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(wrong.body()).path("detail").asText())
        .isEqualTo("Invalid username/password.");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .startsWith("Basic realm=\"api\"");
  }

  private RunningExample start(String... settings) throws Exception {
    return start(dataDir, settings);
  }

  private static RunningExample start(Path dataDir, String... settings) throws Exception {
    Map<String, String> contextParams = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      contextParams.put("sallyport." + settings[i], settings[i + 1]);
    }
    RunningExample example = RunningExample.in(dataDir, contextParams);
    example.sallyport().ownerManager().setPassword(FirstStart.OWNER, Secret.of("open sesame"));
    return example;
  }

  private static HttpResponse<String> logIn(RunningExample example) throws Exception {
    return example.logIn(ADMIN, "open sesame");
  }

  private static HttpResponse<String> post(RunningExample example, String action, String token)
      throws Exception {
    return example.post("/api/v1/auth/" + action + "/", "", "Authorization", "Token " + token);
  }

  private static void create(RunningExample example, Lifetime lifetime) {
    example
        .sallyport()
        .keys()
        .create(CreateKeyRequest.of(FirstStart.OWNER, "x").lifetime(lifetime));
  }

  private static String tokenOf(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body()).path("token").asText();
  }

  private static List<String> names(HttpResponse<String> response) throws Exception {
    List<String> names = new ArrayList<>();
    JSON.readTree(response.body()).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static long keysOf(RunningExample example, Owner owner) {
    return example.sallyport().keys().list(ApiKeyQuery.all().ofOwner(owner)).total();
  }

  private static ApiKey latest(RunningExample example) {
    return example.sallyport().keys().list(ApiKeyQuery.all()).items().get(0);
  }
}

package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.knox.KnoxImport;
import dev.sallyport.knox.KnoxRow;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients of django-rest-knox depend on, over HTTP against the running example. The numbers
 * are those of knox's own tests (K) and of probes of its behaviour (P); login, logout and settings
 * are in {@link KnoxLoginConformanceTest}, what depends on a clock in {@code RenewalTest} of
 * auth-core and in auth-servlet's tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnoxConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN_SCHEME =
      "Invalid token header. Unknown scheme: expected one that WWW-Authenticate names, a blank and"
          + " the token.";
  private static final String NOT_PROVIDED = "Authentication credentials were not provided.";
  private static final String NO_TOKEN = "Invalid token header. No credentials provided.";
  private static final String SPACES =
      "Invalid token header. Token string should not contain spaces.";
  private static final String INVALID = "Invalid token.";
  private static final TokenFormat KNOX = KnoxFormat.of("");

  private RunningExample example;
  private Created created;
  private String token;

  @BeforeAll
  void start(@TempDir Path dataDir) throws Exception {
    example =
        RunningExample.in(
            dataDir,
            Map.of("sallyport.token-formats", "knox, sallyport", "sallyport.max-staleness", "0"));
    created = example.create();
    token = created.token().reveal();
  }

  @AfterAll
  void stop() throws Exception {
    example.close();
  }

  @Test
  void k01TokensHave64HexDigits() {
    assertThat(token).matches("[0-9a-f]{64}");
  }

  @Test
  void k02ToK05TheDigestIsSha512OfTheTokensOwnBytesIn128HexDigits() throws Exception {
    for (String text : List.of("test123", "", "ünï © !@#$%")) {
      assertThat(Digester.sha512().digest(Secret.of(text))).matches("sha512\\$[0-9a-f]{128}");
    }
    Secret old = KNOX.generate();
    importKey(old, FirstStart.OWNER, null, true);
    accepts("Token " + old.reveal());
  }

  @Test
  void k06AKeyBelongsToItsOwner() {
    assertThat(created.key().owner()).isEqualTo(FirstStart.OWNER);
  }

  @Test
  void k08AKeyAsTextShowsItsOwnerAndUnlikeKnoxNoDigest() {
    ApiKey key = created.key();
    assertThat(key.toString()).contains("admin").doesNotContain(key.digest(), key.lookup());
  }

  @Test
  void k09TwoKeysOfOneUserCoexistWithDifferentDigests() throws Exception {
    Created other = example.create();
    assertThat(other.key().digest()).isNotEqualTo(created.key().digest());
    accepts("Token " + token);
    accepts("Token " + other.token().reveal());
  }

  @Test
  void k10AndK36AndK37ATokenStartsWithTheConfiguredPrefixAndIsAccepted(@TempDir Path dataDir)
      throws Exception {
    Map<String, String> prefixed =
        Map.of("sallyport.token-formats", "knox", "sallyport.knox-prefix", "TEST_");
    try (RunningExample other = RunningExample.in(dataDir, prefixed)) {
      String prefixedToken = other.shown("token");
      assertThat(prefixedToken).matches("TEST_[0-9a-f]{64}");
      assertThat(other.whoami("Token " + prefixedToken).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void k18AnExpiredTokenIsInvalid() throws Exception {
    Secret over = KNOX.generate();
    importKey(over, FirstStart.OWNER, Instant.now().minusSeconds(1), true);
    JsonNode problem = refuses("Token " + over.reveal(), INVALID);
    assertThat(problem.path("type").asText()).endsWith("/expired-key");
  }

  @Test
  void k20TheKeyOfThePresentedTokenIsTheOneFound() throws Exception {
    JsonNode whoami = JSON.readTree(accepts("Token " + token).body());
    assertThat(whoami.at("/data/apiKey/id").asText()).isEqualTo(created.key().id().toString());
  }

  @Test
  void k21NothingPresentedIsNotProvided() throws Exception {
    refuses("", NOT_PROVIDED);
    assertThat(example.get(RunningExample.WHOAMI).statusCode()).isEqualTo(401);
  }

  /** Here knox says that nothing was provided, which leaves people looking for the wrong fault. */
  @Test
  void anotherSchemeIsSaidToBeUnknown() throws Exception {
    refuses("Basic YTpi", UNKNOWN_SCHEME);
    refuses("Token: " + token, UNKNOWN_SCHEME);
  }

  @Test
  void k22ASchemeAloneHasNoCredentials() throws Exception {
    refuses("Token", NO_TOKEN);
    refuses("Bearer ", NO_TOKEN);
  }

  @Test
  void k23ATokenHasNoSpaces() throws Exception {
    refuses("Token " + token.substring(0, 30) + " " + token.substring(30), SPACES);
  }

  @Test
  void k24ATokenCutTo14CharactersIsInvalid() throws Exception {
    refuses("Token " + token.substring(0, 14), INVALID);
    refuses("Token " + token.substring(0, 15), INVALID);
  }

  @Test
  void k25ATokenWithOneCharacterMoreIsInvalid() throws Exception {
    refuses("Token " + token + "a", INVALID);
  }

  @Test
  void k33TheSchemeIsConfigurable(@TempDir Path dataDir) throws Exception {
    Map<String, String> params = Map.of("sallyport.schemes", "Baerer");
    try (RunningExample other = RunningExample.in(dataDir, params)) {
      assertThat(other.whoami("Token " + other.shown("token")).statusCode()).isEqualTo(401);
      assertThat(other.whoami("Baerer " + other.shown("token")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void k38AndK44APrefixOf11CharactersStopsTheStart(@TempDir Path dataDir) {
    Map<String, String> tooLong = Map.of("sallyport.knox-prefix", "ELEVENCHARS");
    assertThatThrownBy(() -> RunningExample.in(dataDir, tooLong))
        .hasStackTraceContaining("knox-prefix")
        .hasStackTraceContaining("at most 10");
  }

  @Test
  void k39ATokenFromBeforeThePrefixWasConfiguredStillWorks(@TempDir Path dataDir) throws Exception {
    Map<String, String> knox = Map.of("sallyport.token-formats", "knox");
    String before;
    try (RunningExample other = RunningExample.in(dataDir, knox)) {
      before = other.shown("token");
    }
    Map<String, String> prefixed =
        Map.of("sallyport.token-formats", "knox", "sallyport.knox-prefix", "TEST_");
    try (RunningExample other = RunningExample.in(dataDir, prefixed)) {
      assertThat(other.whoami("Token " + before).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void p2SchemesAreOfAnyCaseAndWhiteSpaceOfAnyLength() throws Exception {
    for (String scheme : List.of("Token", "token", "TOKEN", "tOkEn", "bearer")) {
      accepts(scheme + " " + token);
    }
    accepts("Token    " + token);
    assertThat(example.whoamiRaw(("  Token \t " + token + "  ").getBytes(UTF_8)))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void p3CommaJoinedCredentialsAreRefused() throws Exception {
    refuses("Token " + token + ",Token " + token, SPACES);
    refuses("Token " + token + "," + token, INVALID);
  }

  @Test
  void p4ABrokenByteIs401() throws Exception {
    for (String broken : List.of("Token \u00e9", "Token " + token + "\u00ff", "\u00e9 x")) {
      assertThat(example.whoamiRaw(broken.getBytes(ISO_8859_1))).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void p5AWrongTailBehindARightBeginningChangesNothing() throws Exception {
    ApiKey before = example.sallyport().keys().get(created.key().id()).orElseThrow();
    refuses("Token " + token.substring(0, 15) + "0".repeat(49), INVALID);
    example.sallyport().flush();
    ApiKey after = example.sallyport().keys().get(created.key().id()).orElseThrow();
    assertThat(after.version()).isEqualTo(before.version());
  }

  @Test
  void everyOtherTokenOfTheTableIsInvalid() throws Exception {
    for (String wrong :
        List.of(
            "f".repeat(64),
            token.substring(1),
            token.substring(2),
            token.toUpperCase(Locale.ROOT),
            "\"" + token + "\"",
            "g" + token.substring(1),
            created.key().lookup())) {
      refuses("Token " + wrong, INVALID);
    }
    assertThat(example.get(RunningExample.WHOAMI + "?token=" + token).statusCode()).isEqualTo(401);
  }

  @Test
  void aKeyOfAnInactiveUserSaysSo() throws Exception {
    Owner owner = new Owner(FirstStart.OWNER.accountId(), "leaver");
    OwnerManager owners = example.sallyport().ownerManager();
    owners.createUser(User.person(owner).staff(true));
    Secret old = KNOX.generate();
    importKey(old, owner, null, true);
    accepts("Token " + old.reveal());
    owners.deactivateUser(owner);
    refuses("Token " + old.reveal(), "User inactive or deleted.");
    owners.activateUser(owner);
    accepts("Token " + old.reveal());
  }

  @Test
  void aKeyOfSmarterThatIsSwitchedOffSaysSo() throws Exception {
    Secret off = KNOX.generate();
    importKey(off, FirstStart.OWNER, null, false);
    refuses("Token " + off.reveal(), "Api key is not activated.");
  }

  private void importKey(Secret secret, Owner owner, @Nullable Instant expiresAt, boolean active) {
    String digest = Digester.sha512().digest(secret).substring("sha512$".length());
    KnoxRow row =
        new KnoxRow(
            digest,
            owner,
            UUID.randomUUID(),
            "old",
            "",
            List.of(),
            active,
            true,
            true,
            Instant.now().minusSeconds(60),
            expiresAt,
            null);
    KnoxImport.into(example.sallyport()).importKey(row);
  }

  private HttpResponse<String> accepts(String authorization) throws Exception {
    HttpResponse<String> response = example.whoami(authorization);
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  private JsonNode refuses(String authorization, String detail) throws Exception {
    HttpResponse<String> response = example.whoami(authorization);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("WWW-Authenticate"))
        .hasSize(2)
        .allMatch(challenge -> challenge.contains("realm=\"api\""));
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("detail").asText()).isEqualTo(detail);
    return problem;
  }
}

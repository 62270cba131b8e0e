package dev.sallyport;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportTest.HostDirectory;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.KeyLifecycleSettingsTest;
import dev.sallyport.key.AccountIdFormat;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.SummaryQuery;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that system properties and the environment apply to a Sallyport instance built in code. */
class SallyportBuilderTest {
  private final List<String> properties = new ArrayList<>();

  @AfterEach
  void clearProperties() {
    properties.forEach(System::clearProperty);
  }

  @Test
  void readsSystemProperties() {
    set("rate-limits", "key:1/h");
    try (Sallyport sallyport = builder().build()) {
      Created key = create(sallyport);
      assertThat(sallyport.authenticator().authenticate(key.token()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
      assertThat(sallyport.authenticator().authenticate(key.token())).isInstanceOf(Denied.class);
    }
  }

  @Test
  void letsSystemPropertiesOverrideValuesInCode() {
    assertThat(ttl(it -> it.setting("token-ttl", "1d"))).contains(Duration.ofDays(1));
    set("token-ttl", "2d");
    assertThat(ttl(it -> it.setting("token-ttl", "1d"))).contains(Duration.ofDays(2));
  }

  @Test
  void letsAnOperatorMakeValuesInCodeIneffective() {
    set("auto-refresh", "false");
    assertThat(
            ttl(
                it ->
                    it.setting("token-ttl", "2d")
                        .setting("auto-refresh", "true")
                        .setting("min-refresh-interval", "1h")))
        .contains(Duration.ofDays(2));
    set("auto-refresh-max-ttl", "9d");
    assertThatThrownBy(() -> builder().setting("token-ttl", "2d").build())
        .as("the operator's own")
        .isInstanceOf(SettingException.class);
  }

  @Test
  void ignoresThemWhenItIsToldTo() {
    set("token-ttl", "2d");
    set("no-such-setting", "x");
    assertThat(ttl(SallyportBuilder::ignoreEnvironment)).isEmpty();
    assertThat(ttl(it -> it.settings(settings(Map.of("token-ttl", "3d")))))
        .contains(Duration.ofDays(3));
  }

  @Test
  void letsSettingsOfTheHostOverrideValuesInCodeWhicheverComesFirst() {
    Settings settings = settings(Map.of("token-ttl", "3d"));
    assertThat(ttl(it -> it.settings(settings).setting("token-ttl", "1d")))
        .contains(Duration.ofDays(3));
    assertThat(ttl(it -> it.setting("token-ttl", "1d").settings(settings)))
        .contains(Duration.ofDays(3));
  }

  @ParameterizedTest
  @CsvSource({
    "rate-limit, key:1/h, Unknown setting 'rate-limit' (system property sallyport.rate-limit).",
    "max-staleness, soon, Invalid value 'soon' for max-staleness (system property",
    "owner-directory, x.Y, The setting owner-directory (system property sallyport.owner-directory)",
    "redis-url, redis://x, Unknown setting 'redis-url'",
    "cluster, redis, Unknown cluster 'redis'",
  })
  void isNotBuiltWithOneThatIsWrongOrHasNoEffect(String name, String value, String sentence) {
    set(name, value);
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void passesOverWhatChoosesAStore() {
    set("store", "memory");
    builder().build().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-formats", "digest", "max-lifetime-days", "rate-limits"})
  void isNotBuiltWithASettingWhosePartIsGivenInCode(String name) {
    Map<String, String> values =
        Map.of(
            "token-formats", "sallyport",
            "digest", "sha512",
            "max-lifetime-days", "1",
            "rate-limits", "key:1/h");
    set(name, values.getOrDefault(name, ""));
    SallyportBuilder builder =
        builder()
            .format(TokenFormat.sallyport("x"))
            .digester(Digester.sha512())
            .maxLifetime(new MaxLifetime(Duration.ofHours(1), MaxLifetime.Policy.DENY))
            .rateLimiter(RateLimiter.unlimited());
    assertThatThrownBy(builder::build)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("The setting " + name)
        .hasMessageEndingWith(
            "has no effect because the application sets this part in code: remove it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "digest=sha512 argon2-iterations=2 | has no effect beside digest (argument digest)=sha512",
        "digest-queue=0 digest-wait=1s | because no request waits with digest-queue=0",
        "stale-if-unavailable=2s | has no effect unless it is longer than max-staleness",
        "rate-limits=key:1/m;closed | have no effect without a cluster",
        "usage-retention=1d | because the application does not count requests",
        "login-failures=3 | directory of owners does not verify passwords",
        "unbound-resources=account | has no effect without resources or resource-resolver",
      })
  void isNotBuiltWithSettingsThatCancelEachOther(String settings, String sentence) {
    Map<String, String> values = KeyLifecycleSettingsTest.parse(settings);
    assertThatThrownBy(() -> builder().settings(settings(values)).build())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void isNotBuiltWithValuesInCodeThatCancelEachOther() {
    List<UnaryOperator<SallyportBuilder>> nonsense =
        List.of(
            it -> it.setting("rate-limits", "key:1/m, key:9/h"),
            it -> it.setting("rate-limits", ""),
            it -> it.setting("min-refresh-interval", "1h"), // without auto-refresh
            it -> it.setting("unbound-resources", "open"),
            it -> it.setting("digest", "sha512").digester(Digester.sha512()),
            it -> it.setting("store", "memory"),
            it -> it.setting("rate-limits", "key:1/m").rateLimiter(RateLimiter.unlimited()),
            it ->
                it.setting("token-ttl", "1h")
                    .setting("auto-refresh", "true")
                    .setting("min-refresh-interval", "1h"));
    for (UnaryOperator<SallyportBuilder> edit : nonsense) {
      assertThatThrownBy(() -> edit.apply(builder().ignoreEnvironment()).build())
          .isInstanceOf(SettingException.class);
    }
  }

  @Test
  void aSettingOfAnOperatorDoesNotExcuseValuesInCodeThatCancelEachOther() {
    set("last-used-interval", "30s");
    assertThatThrownBy(
            () ->
                builder()
                    .setting("max-lifetime-days", "0")
                    .setting("lifetime-policy", "deny")
                    .build())
        .isInstanceOf(SettingException.class);
  }

  @Test
  void isNotBuiltWithAFormOfAccountIdsThatHasNoEffect() {
    set("account-id-format", "any");
    assertThatThrownBy(() -> builder().build())
        .hasMessageEndingWith("because the host keeps its accounts itself: remove it.");
    InMemoryBackend backend = new InMemoryBackend();
    assertThatThrownBy(
            () -> Sallyport.builder(backend).accountIdFormat(AccountIdFormat.ANY).build())
        .hasMessageEndingWith("because the application sets this part in code: remove it.");
  }

  @Test
  void isNotBuiltWithASettingInCodeThatIsWrong() {
    assertThatThrownBy(() -> builder().setting("max-stalness", "5s").build())
        .isInstanceOf(SettingException.class)
        .hasMessage("Unknown setting 'max-stalness' (code). Did you mean 'max-staleness'?");
    assertThatThrownBy(() -> builder().setting("store-timeout", "0").build())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("Invalid value '0' for store-timeout (code store-timeout)");
  }

  @Test
  void theDirectoryOfAHostAloneDecidesAboutStates() {
    try (Sallyport sallyport = builder().build()) { // the store keeps no owner of the key
      Created created = create(sallyport);
      SummaryQuery conditions = sallyport.keys().conditions(Duration.ofDays(7));

      assertThat(sallyport.keys().summary(Duration.ofDays(7)).byState())
          .containsEntry(EffectiveState.ACTIVE, 1L)
          .containsEntry(EffectiveState.OWNER_INACTIVE, 0L);
      assertThat(list(sallyport, conditions.in(EffectiveState.ACTIVE)))
          .containsExactly(created.key());
      assertThat(list(sallyport, conditions.in(EffectiveState.OWNER_INACTIVE))).isEmpty();
    }
  }

  private static List<ApiKey> list(Sallyport sallyport, ApiKeyFilter filter) {
    return sallyport.keys().list(ApiKeyQuery.of(filter)).items();
  }

  @Test
  void leavesNoThreadBehindIfItIsNotBuilt() {
    Set<Thread> before = threads();
    for (String failing : List.of("subscribe", "limiter")) {
      assertThatThrownBy(
              () ->
                  builder()
                      .settings(settings(Map.of("rate-limits", "key:1/h")))
                      .cluster(new FailingCluster(failing))
                      .build())
          .hasMessage(failing);
    }
    assertThat(threads()).isSubsetOf(before);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("sallyport-"))
        .collect(toSet());
  }

  /** Cluster of a host, one method of which fails. */
  private record FailingCluster(String failing) implements Cluster {
    private void call(String method) {
      if (method.equals(failing)) {
        throw new IllegalStateException(failing);
      }
    }

    @Override
    public void subscribe(Consumer<Invalidation> listener) {
      call("subscribe");
    }

    @Override
    public void publish(Invalidation change) {
      // no other nodes
    }

    @Override
    public RateLimiter limiter(
        List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
      call("limiter");
      return alone.apply(limits);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @Test
  void closesTheBackendAndThenWhatTheHostAdds() {
    List<String> closed = new ArrayList<>();
    Sallyport.builder(new ClosingBackend(new InMemoryBackend(), () -> closed.add("backend")))
        .ignoreEnvironment()
        .onClose(() -> closed.add("pool"))
        .build()
        .close();
    assertThat(closed).containsExactly("backend", "pool");
  }

  /** Backend that runs an action when it is closed. */
  private record ClosingBackend(Backend backend, Runnable action) implements Backend {
    @Override
    public ApiKeyStore keys() {
      return backend.keys();
    }

    @Override
    public OwnerDirectory owners() {
      return backend.owners();
    }

    @Override
    public ResourceRegistry resources() {
      return backend.resources();
    }

    @Override
    public AuditLog audit() {
      return backend.audit();
    }

    @Override
    public UsageLog usage() {
      return backend.usage();
    }

    @Override
    public void close() {
      action.run();
    }
  }

  private void set(String name, String value) {
    properties.add(SettingSource.PREFIX + name);
    System.setProperty(SettingSource.PREFIX + name, value);
  }

  private static SallyportBuilder builder() {
    return Sallyport.builder(new InMemoryBackend().keys(), new HostDirectory());
  }

  private static Settings settings(Map<String, String> values) {
    return Settings.resolve(Sallyport.settings(), List.of(SettingSource.plain("argument", values)));
  }

  private static Optional<Duration> ttl(UnaryOperator<SallyportBuilder> edit) {
    try (Sallyport sallyport = edit.apply(builder()).build()) {
      return Optional.ofNullable(create(sallyport).key().ttl());
    }
  }

  private static Created create(Sallyport sallyport) {
    return (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
  }
}

package dev.sallyport;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.authorization.UnboundResourcePolicy;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.TimeLimits;
import dev.sallyport.internal.authentication.RegistryPasswordDirectory;
import dev.sallyport.internal.change.StandaloneCluster;
import dev.sallyport.internal.config.AccessSettings;
import dev.sallyport.internal.config.ClusterLoader;
import dev.sallyport.internal.config.ComponentFactory;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.internal.config.KeyLifecycleSettings;
import dev.sallyport.internal.config.ProgrammaticSettings;
import dev.sallyport.internal.config.TokenFormatLoader;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.LocalRateLimiter;
import dev.sallyport.internal.management.KeyLifecycle;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.store.TranslatingOwnerDirectory;
import dev.sallyport.internal.store.TranslatingPasswordDirectory;
import dev.sallyport.internal.verification.AdaptiveBulkhead;
import dev.sallyport.internal.verification.VerificationConfig;
import dev.sallyport.management.KeyLimit;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.management.RenewalPolicy;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the parts of a gate. Not thread-safe.
 *
 * <p>A value that is given here is a default: the system property or the environment variable of
 * the setting overrides it, as it overrides what is written in {@code web.xml}. An object that is
 * given here, such as a digester, takes the place of its settings: where one of them is given too,
 * it has no effect, and the gate is not built. {@link #ignoreEnvironment()} keeps both sources out,
 * and {@link #settings} replaces them.
 */
public final class SallyportBuilder {
  final ApiKeyStore store;
  final OwnerDirectory owners;
  private static final Logger log = LoggerFactory.getLogger(SallyportBuilder.class);

  private final ProgrammaticSettings inCode = new ProgrammaticSettings();
  private @Nullable TokenFormat formatOfHost;
  private @Nullable Digester digesterOfHost;
  private @Nullable MaxLifetime maxLifetimeOfHost;
  private @Nullable ResourceDirectory resourcesOfHost;
  private @Nullable RateLimiter limiterOfHost;
  private @Nullable Cluster clusterOfHost;
  private final List<EventListener> listenersOfHost = new ArrayList<>();
  private final List<AccessPolicy> policiesOfHost = new ArrayList<>();
  private final List<ResourceResolver> resolversOfHost = new ArrayList<>();
  private Runnable releaseOfHost = () -> {};

  Clock clock = Clock.systemUTC();
  Optional<AuditLog> audit = Optional.empty();
  @Nullable UsageLog usage;
  ResourceDirectory resourcesOfStore = id -> Optional.empty();

  // What build() makes of all that:
  Settings settings;
  TokenFormat format;
  Digester digester;
  @Nullable Duration tokenTtl;
  @Nullable RenewalPolicy renewal;
  @Nullable MaxLifetime maxLifetime;
  @Nullable KeyLimit keyLimit;
  List<EventListener> listeners = List.of();
  List<AccessPolicy> policies = List.of();
  List<ResourceResolver> resolvers = List.of();
  ResourceDirectory resources = resourcesOfStore;
  UnboundResourcePolicy unbound;
  Duration usageRetention;
  Duration maxStaleness;
  Duration staleIfUnavailable;
  Cluster cluster = new StandaloneCluster();
  int digestPermits;
  int verifiedTokens;
  Duration lastUsedInterval;
  Runnable release = releaseOfHost;

  SallyportBuilder(ApiKeyStore store, OwnerDirectory owners) {
    this.store = store;
    this.owners = guarded(owners);
    this.settings = Settings.resolve(ComponentFactory.settingsOfCore(), List.of());
    take(settings);
  }

  /**
   * Takes over every setting of {@link CoreSettings}, {@link KeyLifecycleSettings} and {@link
   * AccessSettings} but those that choose the store. They override values that are given in code,
   * whichever comes first; system properties and the environment are not read any more.
   */
  public SallyportBuilder settings(Settings settings) {
    inCode.readOnly(settings);
    return this;
  }

  /** Reads neither system properties nor environment variables. */
  public SallyportBuilder ignoreEnvironment() {
    return settings(Settings.resolve(List.of(), List.of()));
  }

  /** The one clock; the system's in UTC by default. */
  public SallyportBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** How tokens look. */
  public SallyportBuilder format(TokenFormat format) {
    this.formatOfHost = format;
    return replace(TokenFormatLoader.settings().toArray(Setting<?>[]::new));
  }

  /** What is stored of a token. */
  public SallyportBuilder digester(Digester digester) {
    this.digesterOfHost = digester;
    return replace(
        CoreSettings.DIGEST,
        CoreSettings.ARGON2_MEMORY_KIB,
        CoreSettings.ARGON2_ITERATIONS,
        CoreSettings.ARGON2_PARALLELISM);
  }

  /** How long a key's state may be used without reading it again; zero reads every time. */
  public SallyportBuilder maxStaleness(Duration maxStaleness) {
    return put(CoreSettings.MAX_STALENESS, maxStaleness);
  }

  /** How long proven keys keep working while the store cannot be asked; zero is never. */
  public SallyportBuilder staleIfUnavailable(Duration staleIfUnavailable) {
    return put(CoreSettings.STALE_IF_UNAVAILABLE, staleIfUnavailable);
  }

  /**
   * How long a request waits for the store before it counts as unavailable.
   *
   * @throws IllegalArgumentException if it is not more than zero
   */
  public SallyportBuilder storeTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout of the store is more than zero");
    }
    return put(CoreSettings.STORE_TIMEOUT, timeout);
  }

  /**
   * How many digests are computed at once, how many requests may wait to be among them, and how
   * long.
   *
   * @param permits 0 goes by the machine, as the setting does
   */
  public SallyportBuilder digestPermits(int permits, int queue, Duration wait) {
    return put(CoreSettings.DIGEST_PERMITS, permits)
        .put(CoreSettings.DIGEST_QUEUE, queue)
        .put(CoreSettings.DIGEST_WAIT, wait);
  }

  /** How many proven tokens are remembered; 0 proves every request anew. */
  public SallyportBuilder verifiedTokens(int maximum) {
    return put(CoreSettings.VERIFIED_TOKENS, maximum);
  }

  /** How often last uses are written to the store; more than zero. */
  public SallyportBuilder lastUsedInterval(Duration interval) {
    return put(CoreSettings.LAST_USED_INTERVAL, interval);
  }

  /** How long new keys live unless their maker says otherwise, more than zero; null is for ever. */
  public SallyportBuilder tokenTtl(@Nullable Duration ttl) {
    return put(KeyLifecycleSettings.TOKEN_TTL, zeroIfNull("a ttl", ttl));
  }

  /** How use renews keys; null is not at all. */
  public SallyportBuilder renewal(@Nullable RenewalPolicy renewal) {
    if (renewal == null) {
      return put(KeyLifecycleSettings.AUTO_REFRESH, false);
    }
    return put(KeyLifecycleSettings.AUTO_REFRESH, true)
        .put(
            KeyLifecycleSettings.AUTO_REFRESH_MAX_TTL,
            zeroIfNull("a maximum ttl", renewal.maxTtlOrNull()))
        .put(KeyLifecycleSettings.MIN_REFRESH_INTERVAL, renewal.minInterval());
  }

  /** How old keys may become; null is without bound. */
  public SallyportBuilder maxLifetime(@Nullable MaxLifetime maxLifetime) {
    this.maxLifetimeOfHost = maxLifetime;
    return maxLifetime == null
        ? put(KeyLifecycleSettings.MAX_LIFETIME_DAYS, 0)
        : replace(KeyLifecycleSettings.MAX_LIFETIME_DAYS, KeyLifecycleSettings.LIFETIME_POLICY);
  }

  /** How many keys an owner may have; null is without bound. */
  public SallyportBuilder keyLimit(@Nullable KeyLimit limit) {
    return limit == null
        ? put(KeyLifecycleSettings.TOKEN_LIMIT_PER_USER, 0)
        : put(KeyLifecycleSettings.TOKEN_LIMIT_PER_USER, limit.keys())
            .put(KeyLifecycleSettings.TOKEN_LIMIT_POLICY, limit.policy());
  }

  /**
   * How often logins of one user may fail from one network; see {@link KeyLifecycleSettings}.
   *
   * @param failures 1 to 1,000,000
   */
  public SallyportBuilder loginFailures(int failures, Duration window) {
    if (failures < 1 || failures > 1_000_000) {
      throw new IllegalArgumentException("1 to 1,000,000 logins may fail");
    }
    return put(KeyLifecycleSettings.LOGIN_FAILURES, failures)
        .put(KeyLifecycleSettings.LOGIN_FAILURE_WINDOW, window);
  }

  /** One rule more, which is asked after Sallyport's own. */
  public SallyportBuilder policy(AccessPolicy policy) {
    policiesOfHost.add(policy);
    return this;
  }

  /** How many requests there may be; all limits hold at once. Counted in this JVM. */
  public SallyportBuilder rateLimits(List<RateLimit> limits) {
    return put(AccessSettings.RATE_LIMITS, List.copyOf(limits));
  }

  /** Knows the resources; a {@link ResourceRegistry} where Sallyport keeps them. */
  public SallyportBuilder resources(ResourceDirectory directory) {
    this.resourcesOfHost = directory;
    return replace(AccessSettings.RESOURCE_DIRECTORY);
  }

  /** Whom a resource lets in to which no key is bound. */
  public SallyportBuilder unboundResources(UnboundResourcePolicy unbound) {
    return put(AccessSettings.UNBOUND_RESOURCES, unbound);
  }

  /** Tells which resource a request is for; the first that knows is believed. */
  public SallyportBuilder resolver(ResourceResolver resolver) {
    resolversOfHost.add(resolver);
    return this;
  }

  /** Counts instead of the limiter of this JVM. */
  public SallyportBuilder rateLimiter(RateLimiter limiter) {
    this.limiterOfHost = limiter;
    return this;
  }

  /** How often proofs of one key may fail from one network; see {@link AccessSettings}. */
  public SallyportBuilder tokenFailures(int failures, Duration window) {
    return put(AccessSettings.TOKEN_FAILURES, failures)
        .put(AccessSettings.TOKEN_FAILURE_WINDOW, window);
  }

  /** What this node shares with others, instead of the setting; stays the caller's to close. */
  public SallyportBuilder cluster(Cluster cluster) {
    this.clusterOfHost = cluster;
    return replace(ClusterLoader.settings().toArray(Setting<?>[]::new));
  }

  /** Somebody more who is told what happens. */
  public SallyportBuilder listener(EventListener listener) {
    listenersOfHost.add(listener);
    return this;
  }

  /** Where what the store records can be read. */
  public SallyportBuilder audit(AuditLog audit) {
    this.audit = Optional.of(audit);
    return this;
  }

  /** Where requests are counted. */
  public SallyportBuilder usage(UsageLog log) {
    this.usage = log;
    return this;
  }

  /** How long counts of requests are kept, at most a century; zero counts nothing. */
  public SallyportBuilder usageRetention(Duration retention) {
    return put(CoreSettings.USAGE_RETENTION, TimeLimits.require("a usage retention", retention));
  }

  /** What to do when the gate is closed, after the last uses were written. */
  public SallyportBuilder releasing(Runnable release) {
    this.releaseOfHost = release;
    return this;
  }

  /**
   * Builds the gate.
   *
   * @throws SettingException if a setting is not accepted, or has no effect; one sentence that
   *     tells what to do
   */
  public Sallyport build() {
    take(inCode.resolve());
    requireEffect();
    if (clusterOfHost != null) {
      return build(clusterOfHost, releaseOfHost);
    }
    Cluster joined = ClusterLoader.join(settings);
    try {
      return build(joined, () -> close(joined, releaseOfHost));
    } catch (RuntimeException | Error e) {
      joined.close();
      throw e;
    }
  }

  private Sallyport build(Cluster cluster, Runnable release) {
    this.cluster = cluster;
    this.release = release;
    return new DefaultSallyport(this);
  }

  private static void close(Cluster cluster, Runnable release) {
    try {
      cluster.close();
    } finally {
      release.run();
    }
  }

  private void take(Settings settings) {
    ComponentFactory parts = new ComponentFactory(settings);
    this.settings = settings;
    format = formatOfHost == null ? parts.format() : formatOfHost;
    digester = digesterOfHost == null ? parts.digester() : digesterOfHost;
    tokenTtl = parts.tokenTtl();
    renewal = parts.renewal();
    maxLifetime = maxLifetimeOfHost == null ? parts.maxLifetime() : maxLifetimeOfHost;
    keyLimit = parts.keyLimit();
    listeners = both(parts.listeners(), listenersOfHost);
    policies = both(parts.policies(), policiesOfHost);
    resolvers = both(parts.resolvers(), resolversOfHost);
    resources =
        resourcesOfHost == null ? parts.resources().orElse(resourcesOfStore) : resourcesOfHost;
    unbound = settings.get(AccessSettings.UNBOUND_RESOURCES);
    digestPermits = permits(settings.get(CoreSettings.DIGEST_PERMITS));
    maxStaleness = settings.get(CoreSettings.MAX_STALENESS);
    staleIfUnavailable = settings.get(CoreSettings.STALE_IF_UNAVAILABLE);
    verifiedTokens = settings.get(CoreSettings.VERIFIED_TOKENS);
    lastUsedInterval = settings.get(CoreSettings.LAST_USED_INTERVAL);
    usageRetention = settings.get(CoreSettings.USAGE_RETENTION);
  }

  /** Makes sure that what is given does something. */
  private void requireEffect() {
    CoreSettings.requireSense(settings);
    KeyLifecycleSettings.requireSense(settings);
    boolean isShared = clusterOfHost != null || !settings.get(CoreSettings.CLUSTER).isEmpty();
    AccessSettings.requireSense(settings, !resolvers.isEmpty(), isShared);
    if (limiterOfHost != null && !settings.get(AccessSettings.RATE_LIMITS).isEmpty()) {
      throw new SettingException(
          "The setting rate-limits has no effect " + ProgrammaticSettings.WHY + ".");
    }
    if (usage == null) {
      settings.requireUnset(
          List.of(CoreSettings.USAGE_RETENTION),
          "because the application counts no requests: take it out");
    }
    if (!(owners instanceof OwnerRegistry || owners instanceof PasswordDirectory)) {
      settings.requireUnset(
          List.of(
              KeyLifecycleSettings.LOGIN_FAILURES,
              KeyLifecycleSettings.LOGIN_FAILURE_WINDOW,
              KeyLifecycleSettings.LOGIN_PERMITS),
          "because the host's directory of owners checks no passwords: take it out");
    }
  }

  private SallyportBuilder replace(Setting<?>... settings) {
    inCode.replace(List.of(settings));
    return this;
  }

  private <T> SallyportBuilder put(Setting<T> setting, T value) {
    inCode.put(setting, value);
    return this;
  }

  /** Zero stands for none where a setting is meant. */
  private static Duration zeroIfNull(String what, @Nullable Duration duration) {
    if (duration == null) {
      return Duration.ZERO;
    }
    if (duration.isZero()) {
      throw new IllegalArgumentException(what + " is more than zero");
    }
    return TimeLimits.require(what, duration);
  }

  private static <T> List<T> both(List<T> configured, List<T> ofHost) {
    return Stream.concat(configured.stream(), ofHost.stream()).toList();
  }

  /** Zero stands for a number that goes by the machine. */
  private static int permits(int wanted) {
    return wanted > 0
        ? wanted
        : Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
  }

  KeyLifecycle lifecycle() {
    return new KeyLifecycle(tokenTtl, renewal, maxLifetime, keyLimit);
  }

  VerificationConfig verification() {
    return new VerificationConfig(
        store,
        owners,
        format,
        digester,
        bulkhead(digestPermits),
        maxStaleness,
        staleIfUnavailable,
        settings.get(CoreSettings.STORE_TIMEOUT),
        clock);
  }

  Optional<OwnerRegistry> registry() {
    return owners instanceof OwnerRegistry it ? Optional.of(it) : Optional.empty();
  }

  Optional<PasswordDirectory> passwords() {
    return owners instanceof PasswordDirectory it
        ? Optional.of(it)
        : registry()
            .map(it -> new RegistryPasswordDirectory(it, RegistryPasswordDirectory.digester()));
  }

  AdaptiveBulkhead loginBulkhead() {
    return bulkhead(settings.get(KeyLifecycleSettings.LOGIN_PERMITS));
  }

  private AdaptiveBulkhead bulkhead(int permits) {
    return new AdaptiveBulkhead(
        permits, settings.get(CoreSettings.DIGEST_QUEUE), settings.get(CoreSettings.DIGEST_WAIT));
  }

  /** Null if nobody is limited. */
  @Nullable RateLimiter limiter() {
    if (limiterOfHost != null) {
      return limiterOfHost;
    }
    List<RateLimit> limits = settings.get(AccessSettings.RATE_LIMITS);
    return limits.isEmpty()
        ? null
        : cluster.limiter(limits, alone -> new LocalRateLimiter(alone, clock));
  }

  StoreExecutor storeExecutor() {
    return new StoreExecutor(
        StoreExecutor.THREADS, settings.get(CoreSettings.STORE_TIMEOUT), this::askStore);
  }

  /** Looks for keys that do not exist, to see whether the store answers. */
  private void askStore() {
    List<String> lookups =
        Stream.generate(format::generate)
            .flatMap(unused -> format.lookupOf(unused).stream())
            .limit(2)
            .toList();
    int found = store.findByLookup(lookups.get(0)).isPresent() ? 1 : 0;
    log.trace("The store found {} and {} keys", found, store.findByLookups(lookups).size());
  }

  /**
   * Without a bound from everywhere: 256 random bits cannot be guessed, and it would lock holders
   * out.
   */
  FailureThrottle tokenThrottle() {
    return new FailureThrottle(
        settings.get(AccessSettings.TOKEN_FAILURES),
        settings.get(AccessSettings.TOKEN_FAILURE_WINDOW),
        false,
        clock);
  }

  FailureThrottle loginThrottle() {
    return new FailureThrottle(
        settings.get(KeyLifecycleSettings.LOGIN_FAILURES),
        settings.get(KeyLifecycleSettings.LOGIN_FAILURE_WINDOW),
        true,
        clock);
  }

  private static OwnerDirectory guarded(OwnerDirectory owners) {
    if (owners instanceof OwnerRegistry) {
      return owners;
    }
    return owners instanceof PasswordDirectory passwords
        ? new TranslatingPasswordDirectory(passwords)
        : new TranslatingOwnerDirectory(owners);
  }
}

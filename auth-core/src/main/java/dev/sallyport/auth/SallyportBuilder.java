package dev.sallyport.auth;

import dev.sallyport.auth.spi.AccessPolicy;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.EventListener;
import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.RateLimit;
import dev.sallyport.auth.spi.RateLimiter;
import dev.sallyport.auth.spi.ResourceDirectory;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.ResourceResolver;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a gate. Not thread-safe. */
public final class SallyportBuilder {
  final TokenStore store;
  final OwnerDirectory owners;
  Clock clock = Clock.systemUTC();
  TokenFormat format;
  Digester digester;
  @Nullable Duration tokenTtl;
  @Nullable Renewal renewal;
  @Nullable MaxLifetime maxLifetime;
  @Nullable KeyLimit keyLimit;
  List<EventListener> listeners = new ArrayList<>();
  List<AccessPolicy> policies = new ArrayList<>();
  final List<ResourceResolver> resolvers = new ArrayList<>();
  ResourceDirectory resources = id -> Optional.empty();
  RuleSettings.Unbound unbound;
  private List<RateLimit> rateLimits;
  private @Nullable RateLimiter limiterOfHost;
  private int tokenFailures;
  private Duration tokenFailureWindow;
  Optional<AuditLog> audit = Optional.empty();
  @Nullable UsageLog usage;
  Duration usageRetention;
  Duration maxStaleness;
  Duration staleIfUnavailable;
  private Duration storeTimeout;
  Fleet fleet = new LoneFleet();
  int digestPermits;
  private int digestQueue;
  private Duration digestWait;
  int verifiedTokens;
  Duration lastUsedInterval;
  private int loginFailures;
  private Duration loginFailureWindow;
  private int loginPermits;
  Runnable release = () -> {};

  SallyportBuilder(TokenStore store, OwnerDirectory owners) {
    this.store = store;
    this.owners = guarded(owners);
    settings(Settings.resolve(ConfiguredParts.settingsOfCore(), List.of()));
  }

  /**
   * Takes over every setting of {@link CoreSettings}, {@link LifeSettings} and {@link RuleSettings}
   * but those that choose the store.
   *
   * @throws SettingException if some do not go together; one sentence that tells what to do
   */
  public final SallyportBuilder settings(Settings settings) {
    LifeSettings.requireSense(settings);
    RuleSettings.requireSense(settings);
    ConfiguredParts parts = new ConfiguredParts(settings);
    format = parts.format();
    digester = parts.digester();
    tokenTtl = parts.tokenTtl();
    renewal = parts.renewal();
    maxLifetime = parts.maxLifetime();
    keyLimit = parts.keyLimit();
    listeners.addAll(parts.listeners());
    policies.addAll(parts.policies());
    resolvers.addAll(parts.resolvers());
    parts.resources().ifPresent(it -> resources = it);
    unbound = settings.get(RuleSettings.UNBOUND_RESOURCES);
    rateLimits = settings.get(RuleSettings.RATE_LIMITS);
    tokenFailures = settings.get(RuleSettings.TOKEN_FAILURES);
    tokenFailureWindow = settings.get(RuleSettings.TOKEN_FAILURE_WINDOW);
    digestPermits = permits(settings.get(CoreSettings.DIGEST_PERMITS));
    digestQueue = settings.get(CoreSettings.DIGEST_QUEUE);
    digestWait = settings.get(CoreSettings.DIGEST_WAIT);
    maxStaleness = settings.get(CoreSettings.MAX_STALENESS);
    staleIfUnavailable = settings.get(CoreSettings.STALE_IF_UNAVAILABLE);
    storeTimeout = settings.get(CoreSettings.STORE_TIMEOUT);
    verifiedTokens = settings.get(CoreSettings.VERIFIED_TOKENS);
    lastUsedInterval = settings.get(CoreSettings.LAST_USED_INTERVAL);
    usageRetention = settings.get(CoreSettings.USAGE_RETENTION);
    loginFailures = settings.get(LifeSettings.LOGIN_FAILURES);
    loginFailureWindow = settings.get(LifeSettings.LOGIN_FAILURE_WINDOW);
    loginPermits = settings.get(LifeSettings.LOGIN_PERMITS);
    return this;
  }

  /** The one clock; the system's in UTC by default. */
  public SallyportBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** How tokens look. */
  public SallyportBuilder format(TokenFormat format) {
    this.format = format;
    return this;
  }

  /** What is stored of a token. */
  public SallyportBuilder digester(Digester digester) {
    this.digester = digester;
    return this;
  }

  /** How long a key's state may be used without reading it again; zero reads every time. */
  public SallyportBuilder maxStaleness(Duration maxStaleness) {
    this.maxStaleness = maxStaleness;
    return this;
  }

  /** How long proven keys keep working while the store cannot be asked; zero is never. */
  public SallyportBuilder staleIfUnavailable(Duration staleIfUnavailable) {
    this.staleIfUnavailable = staleIfUnavailable;
    return this;
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
    this.storeTimeout = timeout;
    return this;
  }

  /**
   * How many digests are computed at once, how many requests may wait to be among them, and how
   * long.
   */
  public SallyportBuilder digestPermits(int permits, int queue, Duration wait) {
    this.digestPermits = permits;
    this.digestQueue = queue;
    this.digestWait = wait;
    return this;
  }

  /** How many proven tokens are remembered; 0 proves every request anew. */
  public SallyportBuilder verifiedTokens(int maximum) {
    this.verifiedTokens = maximum;
    return this;
  }

  /** How often last uses are written to the store; more than zero. */
  public SallyportBuilder lastUsedInterval(Duration interval) {
    this.lastUsedInterval = interval;
    return this;
  }

  /** How long new keys live unless their maker says otherwise; null is for ever. */
  public SallyportBuilder tokenTtl(@Nullable Duration ttl) {
    this.tokenTtl = ttl == null ? null : Bounds.require("a ttl", ttl);
    return this;
  }

  /** How use renews keys; null is not at all. */
  public SallyportBuilder renewal(@Nullable Renewal renewal) {
    this.renewal = renewal;
    return this;
  }

  /** How old keys may become; null is without bound. */
  public SallyportBuilder maxLifetime(@Nullable MaxLifetime maxLifetime) {
    this.maxLifetime = maxLifetime;
    return this;
  }

  /** How many keys an owner may have; null is without bound. */
  public SallyportBuilder keyLimit(@Nullable KeyLimit limit) {
    this.keyLimit = limit;
    return this;
  }

  /**
   * How often logins of one user may fail from one network; see {@link LifeSettings}.
   *
   * @param failures 1 to 1,000,000
   */
  public SallyportBuilder loginFailures(int failures, Duration window) {
    if (failures < 1 || failures > 1_000_000) {
      throw new IllegalArgumentException("1 to 1,000,000 logins may fail");
    }
    this.loginFailures = failures;
    this.loginFailureWindow = window;
    return this;
  }

  /** One rule more, which is asked after Sallyport's own. */
  public SallyportBuilder policy(AccessPolicy policy) {
    policies.add(policy);
    return this;
  }

  /** How many requests there may be; all limits hold at once. Counted in this JVM. */
  public SallyportBuilder rateLimits(List<RateLimit> limits) {
    this.rateLimits = List.copyOf(limits);
    return this;
  }

  /** Knows the resources; a {@link ResourceRegistry} where Sallyport keeps them. */
  public SallyportBuilder resources(ResourceDirectory directory) {
    this.resources = directory;
    return this;
  }

  /** Whom a resource lets in to which no key is bound. */
  public SallyportBuilder unboundResources(RuleSettings.Unbound unbound) {
    this.unbound = unbound;
    return this;
  }

  /** Tells which resource a request is for; the first that knows is believed. */
  public SallyportBuilder resolver(ResourceResolver resolver) {
    resolvers.add(resolver);
    return this;
  }

  /** Counts instead of the limiter of this JVM. */
  public SallyportBuilder rateLimiter(RateLimiter limiter) {
    this.limiterOfHost = limiter;
    return this;
  }

  /** How often proofs of one key may fail from one network; see {@link RuleSettings}. */
  public SallyportBuilder tokenFailures(int failures, Duration window) {
    this.tokenFailures = failures;
    this.tokenFailureWindow = window;
    return this;
  }

  /** What this node shares with others; stays the caller's to close. */
  public SallyportBuilder fleet(Fleet fleet) {
    this.fleet = fleet;
    return this;
  }

  /** Somebody more who is told what happens. */
  public SallyportBuilder listener(EventListener listener) {
    listeners.add(listener);
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
    this.usageRetention = Bounds.require("a usage retention", retention);
    return this;
  }

  /** What to do when the gate is closed, after the last uses were written. */
  public SallyportBuilder releasing(Runnable release) {
    this.release = release;
    return this;
  }

  public Sallyport build() {
    return new Sallyport(this);
  }

  /** Zero stands for a number that goes by the machine. */
  private static int permits(int wanted) {
    return wanted > 0
        ? wanted
        : Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
  }

  BoundedDigester boundedDigester() {
    return new BoundedDigester(digester, new Permits(digestPermits, digestQueue, digestWait));
  }

  Optional<OwnerRegistry> registry() {
    return owners instanceof OwnerRegistry it ? Optional.of(it) : Optional.empty();
  }

  Optional<PasswordDirectory> passwords() {
    return owners instanceof PasswordDirectory it
        ? Optional.of(it)
        : registry().map(it -> new RegistryPasswords(it, RegistryPasswords.digester()));
  }

  Permits loginPermits() {
    return new Permits(loginPermits, digestQueue, digestWait);
  }

  /** Null if nobody is limited. */
  @Nullable RateLimiter limiter() {
    if (limiterOfHost != null) {
      return limiterOfHost;
    }
    return rateLimits.isEmpty()
        ? null
        : fleet.limiter(rateLimits, limits -> new LocalRateLimiter(limits, clock));
  }

  StoreCalls storeCalls(int threads) {
    return new StoreCalls(threads, storeTimeout);
  }

  /**
   * Without a bound from everywhere: 256 random bits cannot be guessed, and it would lock holders
   * out.
   */
  FailureThrottle tokenThrottle() {
    return new FailureThrottle(tokenFailures, tokenFailureWindow, false, clock);
  }

  FailureThrottle loginThrottle() {
    return new FailureThrottle(loginFailures, loginFailureWindow, true, clock);
  }

  private static OwnerDirectory guarded(OwnerDirectory owners) {
    if (owners instanceof OwnerRegistry) {
      return owners;
    }
    return owners instanceof PasswordDirectory passwords
        ? new GuardedPasswords(passwords)
        : new GuardedOwners(owners);
  }
}

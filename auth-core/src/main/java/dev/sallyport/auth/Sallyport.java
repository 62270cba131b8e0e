package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.spi.AccessPolicy;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.EventListener;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.RateLimiter;
import dev.sallyport.auth.spi.ResourceDirectory;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.ResourceResolver;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one application: its authenticator and its manager over one store.
 *
 * <p>Make one per store and application, and close it at the end, which writes down the last uses.
 * Configuration ends at construction. Thread-safe.
 */
public final class Sallyport implements AutoCloseable {
  private final TokenAuthenticator authenticator;
  private final TokenManager keys;
  private final OwnerDirectory owners;
  private final Optional<OwnerManager> ownerManager;
  private final Optional<ResourceManager> resourceManager;
  private final Optional<Logins> logins;
  private final Optional<AuditLog> audit;
  private final KeyLedger ledger;
  private final Clock clock;
  private final LastUses lastUses;
  private final Runnable release;

  private Sallyport(Builder parts) {
    VerifiedTokens verified = new VerifiedTokens(parts.verifiedTokens);
    Events events = new Events(parts.listeners);
    this.ledger = new KeyLedger(parts.store, verified, events);
    this.owners = parts.owners;
    this.audit = parts.audit;
    this.clock = parts.clock;
    this.lastUses = new LastUses(parts.store, parts.lastUsedInterval);
    Resources resources = new Resources(parts);
    this.authenticator = new TokenAuthenticator(parts, ledger, resources, lastUses);
    this.resourceManager =
        parts.resources instanceof ResourceRegistry registry
            ? Optional.of(
                new ResourceManager(
                    registry, parts.store, resources, events, clock, Attribution.APPLICATION))
            : Optional.empty();
    this.keys = new TokenManager(ledger, new KeyMaker(parts), parts.clock, Attribution.APPLICATION);
    this.ownerManager = parts.registry().map(it -> ownerManager(it, verified, events, parts.clock));
    this.logins =
        parts
            .passwords()
            .map(
                it ->
                    new Logins(
                        it, parts.loginPermits(), parts.loginThrottle(), events, parts.clock));
    this.release = parts.release;
  }

  /** Everything that can be set in the core and in the stores that are on the class path. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(CoreSettings.all());
    settings.addAll(LifeSettings.all());
    settings.addAll(RuleSettings.all());
    Backends.providers().forEach(provider -> settings.addAll(provider.settings()));
    return settings;
  }

  /**
   * Opens the store that the settings name, and the gate over it.
   *
   * @param settings resolved from at least {@link #settings()}
   * @throws SettingException if a setting does not fit; one sentence that tells what to do
   * @throws StoreException if the store cannot be reached or does not fit
   */
  public static Sallyport open(Settings settings) {
    Backend backend = Backends.open(settings);
    try {
      return builder(backend).settings(settings).build();
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  /** Starts from the defaults of all settings. Closing the gate closes the backend. */
  public static Builder builder(Backend backend) {
    return builder(backend.tokens(), backend.owners())
        .audit(backend.audit())
        .resources(backend.resources())
        .releasing(backend::close);
  }

  /** Starts from the defaults of all settings. The store stays the caller's to close. */
  public static Builder builder(TokenStore store, OwnerDirectory owners) {
    return new Builder(requireNonNull(store, "store"), requireNonNull(owners, "owners"));
  }

  public TokenAuthenticator authenticator() {
    return authenticator;
  }

  public TokenManager keys() {
    return keys;
  }

  /** Who owns keys. */
  public OwnerDirectory owners() {
    return owners;
  }

  /**
   * Makes and changes accounts and users.
   *
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  public OwnerManager ownerManager() {
    return ownerManager.orElseThrow(Sallyport::ownersAreTheHosts);
  }

  /**
   * Says that what the host knows of some owners has changed, so that their keys are judged by it
   * from the next request in this JVM on, and not only within {@code max-staleness}.
   *
   * @param changed which owners, such as {@code owner::equals}, or all of an account
   */
  public void ownersChanged(Predicate<Owner> changed) {
    ledger.verified().forgetIf(changed);
  }

  /**
   * Makes resources and binds keys to them.
   *
   * @throws IllegalStateException if the host keeps its resources itself
   */
  public ResourceManager resourceManager() {
    return resourceManager.orElseThrow(
        () -> new IllegalStateException("resources are kept by the host application"));
  }

  /** Checks passwords; empty if the host's directory of owners is no {@link PasswordDirectory}. */
  public Optional<Logins> logins() {
    return logins;
  }

  /**
   * What was done to keys and owners.
   *
   * @throws IllegalStateException if this gate was built without an audit log to read
   */
  public Audit audit() {
    return new Audit(
        audit.orElseThrow(
            () -> new IllegalStateException("this gate was built without an audit log")));
  }

  /**
   * Takes over keys of knox and Smarter.
   *
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  public KnoxImport knoxImport() {
    OwnerManager manager = ownerManager();
    return new KnoxImport(ledger, (OwnerRegistry) owners, manager, clock, Attribution.APPLICATION);
  }

  private static OwnerManager ownerManager(
      OwnerRegistry registry, VerifiedTokens verified, Events events, Clock clock) {
    return new OwnerManager(registry, verified, events, clock, Attribution.APPLICATION);
  }

  private static IllegalStateException ownersAreTheHosts() {
    return new IllegalStateException("accounts and users are kept by the host application");
  }

  /** Writes down the last uses of which the store does not know yet. */
  public void flush() {
    lastUses.flush();
  }

  @Override
  public void close() {
    try {
      lastUses.close();
    } finally {
      release.run();
    }
  }

  /** Collects the parts of a gate. Not thread-safe. */
  public static final class Builder {
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
    Duration maxStaleness;
    Duration staleIfUnavailable;
    private int digestPermits;
    private Duration digestWait;
    private int verifiedTokens;
    private Duration lastUsedInterval;
    private int loginFailures;
    private Duration loginFailureWindow;
    private int loginPermits;
    private Runnable release = () -> {};

    private Builder(TokenStore store, OwnerDirectory owners) {
      this.store = store;
      this.owners = guarded(owners);
      List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
      all.addAll(LifeSettings.all());
      all.addAll(RuleSettings.all());
      settings(Settings.resolve(all, List.of()));
    }

    /**
     * Takes over every setting of {@link CoreSettings}, {@link LifeSettings} and {@link
     * RuleSettings} but those that choose the store.
     *
     * @throws SettingException if some do not go together; one sentence that tells what to do
     */
    public final Builder settings(Settings settings) {
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
      digestPermits = settings.get(CoreSettings.DIGEST_PERMITS);
      digestWait = settings.get(CoreSettings.DIGEST_WAIT);
      maxStaleness = settings.get(CoreSettings.MAX_STALENESS);
      staleIfUnavailable = settings.get(CoreSettings.STALE_IF_UNAVAILABLE);
      verifiedTokens = settings.get(CoreSettings.VERIFIED_TOKENS);
      lastUsedInterval = settings.get(CoreSettings.LAST_USED_INTERVAL);
      loginFailures = settings.get(LifeSettings.LOGIN_FAILURES);
      loginFailureWindow = settings.get(LifeSettings.LOGIN_FAILURE_WINDOW);
      loginPermits = settings.get(LifeSettings.LOGIN_PERMITS);
      return this;
    }

    /** The one clock; the system's in UTC by default. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** How tokens look. */
    public Builder format(TokenFormat format) {
      this.format = format;
      return this;
    }

    /** What is stored of a token. */
    public Builder digester(Digester digester) {
      this.digester = digester;
      return this;
    }

    /** How long a key's state may be used without reading it again; zero reads every time. */
    public Builder maxStaleness(Duration maxStaleness) {
      this.maxStaleness = maxStaleness;
      return this;
    }

    /** How long proven keys keep working while the store cannot be asked; zero is never. */
    public Builder staleIfUnavailable(Duration staleIfUnavailable) {
      this.staleIfUnavailable = staleIfUnavailable;
      return this;
    }

    /** How many digests are computed at once, and how long a request waits to be among them. */
    public Builder digestPermits(int permits, Duration wait) {
      this.digestPermits = permits;
      this.digestWait = wait;
      return this;
    }

    /** How many proven tokens are remembered; 0 proves every request anew. */
    public Builder verifiedTokens(int maximum) {
      this.verifiedTokens = maximum;
      return this;
    }

    /** How often last uses are written to the store; more than zero. */
    public Builder lastUsedInterval(Duration interval) {
      this.lastUsedInterval = interval;
      return this;
    }

    /** How long new keys live unless their maker says otherwise; null is for ever. */
    public Builder tokenTtl(@Nullable Duration ttl) {
      this.tokenTtl = ttl == null ? null : Bounds.require("a ttl", ttl);
      return this;
    }

    /** How use renews keys; null is not at all. */
    public Builder renewal(@Nullable Renewal renewal) {
      this.renewal = renewal;
      return this;
    }

    /** How old keys may become; null is without bound. */
    public Builder maxLifetime(@Nullable MaxLifetime maxLifetime) {
      this.maxLifetime = maxLifetime;
      return this;
    }

    /** How many keys an owner may have; null is without bound. */
    public Builder keyLimit(@Nullable KeyLimit limit) {
      this.keyLimit = limit;
      return this;
    }

    /**
     * How often logins of one user may fail from one network; see {@link LifeSettings}.
     *
     * @param failures 1 to 1,000,000
     */
    public Builder loginFailures(int failures, Duration window) {
      if (failures < 1 || failures > 1_000_000) {
        throw new IllegalArgumentException("1 to 1,000,000 logins may fail");
      }
      this.loginFailures = failures;
      this.loginFailureWindow = window;
      return this;
    }

    /** One rule more, which is asked after Sallyport's own. */
    public Builder policy(AccessPolicy policy) {
      policies.add(policy);
      return this;
    }

    /** How many requests there may be; all limits hold at once. Counted in this JVM. */
    public Builder rateLimits(List<RateLimit> limits) {
      this.rateLimits = List.copyOf(limits);
      return this;
    }

    /** Knows the resources; a {@link ResourceRegistry} where Sallyport keeps them. */
    public Builder resources(ResourceDirectory directory) {
      this.resources = directory;
      return this;
    }

    /** Whom a resource lets in to which no key is bound. */
    public Builder unboundResources(RuleSettings.Unbound unbound) {
      this.unbound = unbound;
      return this;
    }

    /** Tells which resource a request is for; the first that knows is believed. */
    public Builder resolver(ResourceResolver resolver) {
      resolvers.add(resolver);
      return this;
    }

    /** Counts instead of the limiter of this JVM. */
    public Builder rateLimiter(RateLimiter limiter) {
      this.limiterOfHost = limiter;
      return this;
    }

    /** How often proofs of one key may fail from one network; see {@link RuleSettings}. */
    public Builder tokenFailures(int failures, Duration window) {
      this.tokenFailures = failures;
      this.tokenFailureWindow = window;
      return this;
    }

    /** Somebody more who is told what happens. */
    public Builder listener(EventListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Where what the store records can be read. */
    public Builder audit(AuditLog audit) {
      this.audit = Optional.of(audit);
      return this;
    }

    /** What to do when the gate is closed, after the last uses were written. */
    public Builder releasing(Runnable release) {
      this.release = release;
      return this;
    }

    public Sallyport build() {
      return new Sallyport(this);
    }

    Digester boundedDigester() {
      return new BoundedDigester(digester, digestPermits, digestWait);
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
      return new Permits(loginPermits, digestWait);
    }

    RateLimiter limiter() {
      if (limiterOfHost != null) {
        return limiterOfHost;
      }
      return rateLimits.isEmpty()
          ? RateLimiter.unlimited()
          : new LocalRateLimiter(rateLimits, clock);
    }

    FailureThrottle tokenThrottle() {
      return new FailureThrottle(tokenFailures, tokenFailureWindow, clock);
    }

    FailureThrottle loginThrottle() {
      return new FailureThrottle(loginFailures, loginFailureWindow, clock);
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
}

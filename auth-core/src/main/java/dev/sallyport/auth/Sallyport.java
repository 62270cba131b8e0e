package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.CoreSettings.DigestKind;
import dev.sallyport.auth.CoreSettings.FormatName;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.BackendProvider;
import dev.sallyport.auth.spi.EventListener;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.Argon2Profile;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
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
    this.authenticator = new TokenAuthenticator(parts, ledger, lastUses);
    this.keys = new TokenManager(ledger, new KeyMaker(parts), parts.clock, Attribution.APPLICATION);
    this.ownerManager = parts.registry().map(it -> ownerManager(it, verified, events, parts.clock));
    this.logins =
        parts.passwords().map(it -> new Logins(it, parts.loginThrottle(), events, parts.clock));
    this.release = parts.release;
  }

  /** Everything that can be set in the core and in the stores that are on the class path. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(CoreSettings.all());
    settings.addAll(LifeSettings.all());
    providers().forEach(provider -> settings.addAll(provider.settings()));
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
    Backend backend = openBackend(settings);
    try {
      return builder(backend.tokens(), backend.owners())
          .settings(settings)
          .audit(backend.audit())
          .releasing(backend::close)
          .build();
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  /** Starts from the defaults of {@link CoreSettings}. The store stays the caller's to close. */
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

  private static Backend openBackend(Settings settings) {
    String wanted = settings.get(CoreSettings.STORE);
    BackendProvider provider =
        providers().stream()
            .filter(it -> it.name().equals(wanted))
            .findFirst()
            .orElseThrow(() -> noSuchStore(wanted));
    return provider.open(settings, hostOwners(settings.get(CoreSettings.OWNER_DIRECTORY)));
  }

  private static List<BackendProvider> providers() {
    return ServiceLoader.load(BackendProvider.class, Sallyport.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static SettingException noSuchStore(String wanted) {
    return new SettingException(
        "The setting store is '%s', but the class path has only: %s; add the dependency"
                .formatted(
                    wanted, providers().stream().map(BackendProvider::name).collect(joining(", ")))
            + " dev.sallyport:auth-jpa for jpa.");
  }

  private static Optional<OwnerDirectory> hostOwners(String className) {
    return className.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HostClass.make(CoreSettings.OWNER_DIRECTORY, className, OwnerDirectory.class));
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
    Optional<AuditLog> audit = Optional.empty();
    Duration maxStaleness;
    Duration staleIfUnavailable;
    private int digestPermits;
    private Duration digestWait;
    private int verifiedTokens;
    private Duration lastUsedInterval;
    private int loginFailures;
    private Duration loginFailureWindow;
    private Runnable release = () -> {};

    private Builder(TokenStore store, OwnerDirectory owners) {
      this.store = store;
      this.owners = guarded(owners);
      List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
      all.addAll(LifeSettings.all());
      settings(Settings.resolve(all, List.of()));
    }

    /**
     * Takes over every setting of {@link CoreSettings} and {@link LifeSettings} but those that
     * choose the store.
     *
     * @throws SettingException if some do not go together; one sentence that tells what to do
     */
    public final Builder settings(Settings settings) {
      LifeSettings.requireSense(settings);
      tokenTtl = unlessZero(settings.get(LifeSettings.TOKEN_TTL));
      renewal = settings.get(LifeSettings.AUTO_REFRESH) ? renewal(settings) : null;
      maxLifetime = maxLifetime(settings);
      keyLimit = keyLimit(settings);
      loginFailures = settings.get(LifeSettings.LOGIN_FAILURES);
      loginFailureWindow = settings.get(LifeSettings.LOGIN_FAILURE_WINDOW);
      settings
          .get(LifeSettings.EVENT_LISTENERS)
          .forEach(
              name ->
                  listeners.add(
                      HostClass.make(LifeSettings.EVENT_LISTENERS, name, EventListener.class)));
      format =
          TokenFormat.firstOf(
              settings.get(CoreSettings.TOKEN_FORMATS).stream()
                  .map(name -> format(name, settings))
                  .toList());
      digester = digester(settings.get(CoreSettings.DIGEST), argon2Profile(settings));
      digestPermits = settings.get(CoreSettings.DIGEST_PERMITS);
      digestWait = settings.get(CoreSettings.DIGEST_WAIT);
      maxStaleness = settings.get(CoreSettings.MAX_STALENESS);
      staleIfUnavailable = settings.get(CoreSettings.STALE_IF_UNAVAILABLE);
      verifiedTokens = settings.get(CoreSettings.VERIFIED_TOKENS);
      lastUsedInterval = settings.get(CoreSettings.LAST_USED_INTERVAL);
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
      this.tokenTtl = ttl;
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

    /** How often logins of one user may fail from one network; see {@link LifeSettings}. */
    public Builder loginFailures(int failures, Duration window) {
      this.loginFailures = failures;
      this.loginFailureWindow = window;
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
      return bounded(digester);
    }

    Optional<OwnerRegistry> registry() {
      return owners instanceof OwnerRegistry it ? Optional.of(it) : Optional.empty();
    }

    Optional<PasswordDirectory> passwords() {
      return owners instanceof PasswordDirectory it
          ? Optional.of(it)
          : registry().map(it -> new RegistryPasswords(it, this::bounded));
    }

    LoginThrottle loginThrottle() {
      return new LoginThrottle(loginFailures, loginFailureWindow, clock);
    }

    private Digester bounded(Digester digester) {
      return new BoundedDigester(digester, digestPermits, digestWait);
    }

    private static OwnerDirectory guarded(OwnerDirectory owners) {
      if (owners instanceof OwnerRegistry) {
        return owners;
      }
      return owners instanceof PasswordDirectory passwords
          ? new GuardedPasswords(passwords)
          : new GuardedOwners(owners);
    }

    private static Renewal renewal(Settings settings) {
      return new Renewal(
          unlessZero(settings.get(LifeSettings.AUTO_REFRESH_MAX_TTL)),
          settings.get(LifeSettings.MIN_REFRESH_INTERVAL));
    }

    private static @Nullable MaxLifetime maxLifetime(Settings settings) {
      int days = settings.get(LifeSettings.MAX_LIFETIME_DAYS);
      return days == 0
          ? null
          : new MaxLifetime(Duration.ofDays(days), settings.get(LifeSettings.LIFETIME_POLICY));
    }

    private static @Nullable KeyLimit keyLimit(Settings settings) {
      int keys = settings.get(LifeSettings.TOKEN_LIMIT_PER_USER);
      return keys == 0 ? null : new KeyLimit(keys, settings.get(LifeSettings.TOKEN_LIMIT_POLICY));
    }

    private static @Nullable Duration unlessZero(Duration duration) {
      return duration.isZero() ? null : duration;
    }

    private static TokenFormat format(FormatName name, Settings settings) {
      return switch (name) {
        case SALLYPORT -> TokenFormat.sallyport(settings.get(CoreSettings.TOKEN_PREFIX));
        case KNOX -> TokenFormat.knox(settings.get(CoreSettings.KNOX_PREFIX));
      };
    }

    /** The bounds of the settings are such that every combination is a profile. */
    private static Argon2Profile argon2Profile(Settings settings) {
      return new Argon2Profile(
          settings.get(CoreSettings.ARGON2_MEMORY_KIB),
          settings.get(CoreSettings.ARGON2_ITERATIONS),
          settings.get(CoreSettings.ARGON2_PARALLELISM));
    }

    private static Digester digester(DigestKind current, Argon2Profile profile) {
      Digester argon2id = Digester.argon2id(profile);
      Digester sha512 = Digester.sha512();
      return Digester.firstOf(
          current == DigestKind.ARGON2ID ? List.of(argon2id, sha512) : List.of(sha512, argon2id));
    }
  }
}

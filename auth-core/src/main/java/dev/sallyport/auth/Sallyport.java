package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.CoreSettings.DigestKind;
import dev.sallyport.auth.CoreSettings.FormatName;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.BackendProvider;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.Argon2Profile;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The gate of one application: its authenticator and its manager over one store.
 *
 * <p>Make one per store and application, and close it at the end, which writes down the last uses.
 * Configuration ends at construction. Thread-safe.
 */
public final class Sallyport implements AutoCloseable {
  private final TokenAuthenticator authenticator;
  private final TokenManager keys;
  private final TokenStore store;
  private final OwnerDirectory owners;
  private final LastUses lastUses;
  private final Runnable release;

  private Sallyport(Builder parts) {
    VerifiedTokens verified = new VerifiedTokens(parts.verifiedTokens);
    this.store = parts.store;
    this.owners = parts.owners;
    this.lastUses = new LastUses(parts.store, parts.lastUsedInterval);
    this.authenticator = new TokenAuthenticator(parts, verified, lastUses);
    this.keys = new TokenManager(parts, verified);
    this.release = parts.release;
  }

  /** Everything that can be set in the core and in the stores that are on the class path. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(CoreSettings.all());
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

  /** Who owns keys; an {@code OwnerRegistry} where Sallyport keeps accounts and users itself. */
  public OwnerDirectory owners() {
    return owners;
  }

  /**
   * Takes over keys of knox and Smarter.
   *
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  public KnoxImport knoxImport() {
    if (owners instanceof OwnerRegistry registry) {
      return new KnoxImport(store, registry);
    }
    throw new IllegalStateException("accounts and users are kept by the host application");
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
    if (className.isEmpty()) {
      return Optional.empty();
    }
    try {
      ClassLoader ofHost = Thread.currentThread().getContextClassLoader();
      Object directory =
          Class.forName(className, true, ofHost).getDeclaredConstructor().newInstance();
      return Optional.of((OwnerDirectory) directory);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new SettingException(
          "The setting owner-directory is '%s', which could not be made (%s): accepted is %s."
              .formatted(
                  className,
                  e.getClass().getSimpleName(),
                  CoreSettings.OWNER_DIRECTORY.accepted()));
    }
  }

  /** Collects the parts of a gate. Not thread-safe. */
  public static final class Builder {
    final TokenStore store;
    final OwnerDirectory owners;
    Clock clock = Clock.systemUTC();
    TokenFormat format;
    Digester digester;
    Duration maxStaleness;
    Duration staleIfUnavailable;
    private int digestPermits;
    private Duration digestWait;
    private int verifiedTokens;
    private Duration lastUsedInterval;
    private Runnable release = () -> {};

    private Builder(TokenStore store, OwnerDirectory owners) {
      this.store = store;
      this.owners = owners instanceof OwnerRegistry ? owners : new GuardedOwners(owners);
      settings(Settings.resolve(CoreSettings.all(), List.of()));
    }

    /** Takes over every setting of {@link CoreSettings} but those that choose the store. */
    public final Builder settings(Settings settings) {
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

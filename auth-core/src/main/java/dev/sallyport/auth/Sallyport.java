package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.internal.store.StoreExecutor;
import dev.sallyport.auth.internal.usage.LastUsedRecorder;
import dev.sallyport.auth.internal.usage.UsageMeter;
import dev.sallyport.auth.internal.verification.InvalidationVersions;
import dev.sallyport.auth.internal.verification.TokenVerifier;
import dev.sallyport.auth.internal.verification.VerifiedTokenCache;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.token.Argon2;
import dev.sallyport.auth.token.Owner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

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
  private final Optional<UsageLog> usage;
  private final KeyLedger ledger;
  private final News news;
  private final Clock clock;
  private final StoreExecutor executor;
  private final TokenVerifier verifier;
  private final LastUsedRecorder lastUsed;
  private final KeyMonitor monitor;
  private final Runnable release;
  private final Argon2 argon2;

  Sallyport(SallyportBuilder parts) {
    this.owners = parts.owners;
    this.audit = parts.audit;
    this.usage = Optional.ofNullable(parts.usage);
    this.clock = parts.clock;
    this.release = parts.release;
    this.executor = parts.storeExecutor();
    InvalidationVersions versions = new InvalidationVersions();
    Events events = new Events(parts.listeners);
    Resources resources = new Resources(parts, executor);
    UsageMeter meter = new UsageMeter(parts.usage, executor, parts.usageRetention, clock);
    this.lastUsed = new LastUsedRecorder(parts.store, executor, parts.lastUsedInterval, meter);
    VerifiedTokenCache verified = new VerifiedTokenCache(parts.verifiedTokens, versions);
    KeyStates states = new KeyStates(parts.owners, parts.maxLifetime, parts.clock);
    this.monitor = new KeyMonitor(parts, executor, states);
    this.news = new News(versions, verified, resources, parts.fleet, monitor::checkSoon);
    this.ledger = new KeyLedger(parts.store, news, events);
    this.verifier =
        new TokenVerifier(
            parts.verification(), verified, versions, executor, parts.tokenThrottle());
    Upkeep upkeep = new Upkeep(ledger, executor, parts.renewal);
    this.authenticator =
        new TokenAuthenticator(parts, verifier, resources, lastUsed, meter, upkeep, events);
    this.resourceManager =
        parts.resources instanceof ResourceRegistry registry
            ? Optional.of(
                new ResourceManager(
                    registry, parts.store, news, events, clock, Attribution.APPLICATION))
            : Optional.empty();
    this.keys =
        new TokenManager(
            ledger, new KeyMaker(parts), states, resourceManager, clock, Attribution.APPLICATION);
    this.ownerManager =
        parts
            .registry()
            .map(
                it ->
                    new OwnerManager(
                        it, keys, resourceManager, news, events, clock, Attribution.APPLICATION));
    this.logins =
        parts
            .passwords()
            .map(
                it ->
                    new Logins(
                        it, parts.loginBulkhead(), parts.loginThrottle(), events, parts.clock));
    parts.fleet.listen(
        change -> {
          news.hear(change);
          if (events.areHeard()) {
            events.tell(new Event.ChangedElsewhere(clock.instant(), change));
          }
        });
    this.argon2 = Argon2.open();
  }

  /**
   * Asks the store something, and computes a digest, for nothing: so that no request waits for what
   * is slow the first time only, such as connections, plans and native code. Call it when the gate
   * is open, outside of any transaction; the filter does so. Takes five seconds at most where the
   * store does not answer, and never fails.
   */
  public void warmUp() {
    verifier.warmUp();
  }

  /** Everything that can be set in the core and in the stores that are on the class path. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(ConfiguredParts.settingsOfCore());
    Backends.providers().forEach(provider -> settings.addAll(provider.settings()));
    Fleets.providers().forEach(provider -> settings.addAll(provider.settings()));
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

  /**
   * Returns a builder of a gate over an open store, which reads settings as {@link
   * SallyportBuilder} tells. Closing the gate closes the backend.
   */
  public static SallyportBuilder builder(Backend backend) {
    SallyportBuilder builder = builder(backend.tokens(), backend.owners());
    builder.resourcesOfStore = backend.resources();
    return builder.audit(backend.audit()).usage(backend.usage()).releasing(backend::close);
  }

  /** The same over parts of a store, which stays the caller's to close. */
  public static SallyportBuilder builder(TokenStore store, OwnerDirectory owners) {
    return new SallyportBuilder(requireNonNull(store, "store"), requireNonNull(owners, "owners"));
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

  /** Whether accounts and users are kept here, and not by the host. */
  public boolean keepsOwners() {
    return ownerManager.isPresent();
  }

  /**
   * Says that what the host knows of some owners has changed, so that their keys are judged by it
   * from the next request in this JVM on, and not only within {@code max-staleness}.
   *
   * @param changed which owners, such as {@code owner::equals}, or all of an account; asked about
   *     each owner of a remembered key, by this thread, before this method returns
   */
  public void ownersChanged(Predicate<Owner> changed) {
    news.ownersChanged(changed);
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

  /** Whether resources are kept here, and not by the host. */
  public boolean keepsResources() {
    return resourceManager.isPresent();
  }

  /**
   * Runs an action once a key stops working, whatever the reason: deactivated, expired, deleted, or
   * its owner deactivated. For what outlives the request that opened it, such as a WebSocket or a
   * stream of events.
   *
   * <p>It runs at once if the key is changed in this JVM, or on another node that tells it; else
   * within {@code max-staleness}. It runs once, in a thread of Sallyport's: be quick.
   *
   * <pre>{@code
   * KeyWatch watch = sallyport.watch(principal.keyId(), () -> close(session));
   * }</pre>
   *
   * @param keyId of the key with which the request came
   * @return to be closed when what the key has opened ends by itself
   */
  public KeyWatch watch(UUID keyId, Runnable action) {
    return monitor.watch(keyId, action);
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

  /** Whether there is an audit log to read. */
  public boolean isAudited() {
    return audit.isPresent();
  }

  /**
   * How many requests there were.
   *
   * @throws IllegalStateException if this gate was built without a log of them
   */
  public Usage usage() {
    return new Usage(
        usage.orElseThrow(
            () -> new IllegalStateException("this gate was built without a log of its use")));
  }

  /** Whether there is a log of how many requests there were. */
  public boolean countsUse() {
    return usage.isPresent();
  }

  /** How much this gate has to do and to remember, at this moment and in this JVM. */
  public Health health() {
    return new Health(verifier.cached(), verifier.queued(), lastUsed.pending());
  }

  /** The one clock by which keys are judged. */
  public Clock clock() {
    return clock;
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

  private static IllegalStateException ownersAreTheHosts() {
    return new IllegalStateException("accounts and users are kept by the host application");
  }

  /**
   * Writes down the last uses, and the counts of requests, of which the store knows nothing yet.
   */
  public void flush() {
    lastUsed.flush();
  }

  @Override
  public void close() {
    try {
      monitor.close();
      verifier.close();
      lastUsed.close();
      executor.close();
    } finally {
      try {
        release.run();
      } finally {
        argon2.close();
      }
    }
  }
}

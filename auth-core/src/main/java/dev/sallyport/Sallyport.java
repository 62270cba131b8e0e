package dev.sallyport;

import static java.util.Objects.requireNonNull;

import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.BackendLoader;
import dev.sallyport.internal.config.ComponentFactory;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.StoreException;
import java.time.Clock;
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
public interface Sallyport extends AutoCloseable {
  /**
   * Asks the store something, and computes a digest, for nothing: so that no request waits for what
   * is slow the first time only, such as connections, plans and native code. Call it when the gate
   * is open, outside of any transaction; the filter does so. Takes five seconds at most where the
   * store does not answer, and never fails.
   */
  void warmUp();

  /** Everything that can be set in the core and in the stores that are on the class path. */
  static List<Setting<?>> settings() {
    return ComponentFactory.allSettings();
  }

  /**
   * Opens the store that the settings name, and the gate over it.
   *
   * @param settings resolved from at least {@link #settings()}
   * @throws SettingException if a setting does not fit; one sentence that tells what to do
   * @throws StoreException if the store cannot be reached or does not fit
   */
  static Sallyport open(Settings settings) {
    Backend backend = BackendLoader.open(settings);
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
  static SallyportBuilder builder(Backend backend) {
    SallyportBuilder builder = builder(backend.tokens(), backend.owners());
    builder.resourcesOfStore = backend.resources();
    return builder.audit(backend.audit()).usage(backend.usage()).releasing(backend::close);
  }

  /** The same over parts of a store, which stays the caller's to close. */
  static SallyportBuilder builder(ApiKeyStore store, OwnerDirectory owners) {
    return new SallyportBuilder(requireNonNull(store, "store"), requireNonNull(owners, "owners"));
  }

  ApiKeyAuthenticator authenticator();

  ApiKeyManager keys();

  /** Who owns keys. */
  OwnerDirectory owners();

  /**
   * Makes and changes accounts and users.
   *
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  OwnerManager ownerManager();

  /** Whether accounts and users are kept here, and not by the host. */
  boolean keepsOwners();

  /**
   * Says that what the host knows of some owners has changed, so that their keys are judged by it
   * from the next request in this JVM on, and not only within {@code max-staleness}.
   *
   * @param changed which owners, such as {@code owner::equals}, or all of an account; asked about
   *     each owner of a remembered key, by this thread, before this method returns
   */
  void invalidateOwners(Predicate<Owner> changed);

  /**
   * Makes resources and binds keys to them.
   *
   * @throws IllegalStateException if the host keeps its resources itself
   */
  ResourceManager resourceManager();

  /** Whether resources are kept here, and not by the host. */
  boolean keepsResources();

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
  KeyWatch watch(UUID keyId, Runnable action);

  /** Checks passwords; empty if the host's directory of owners is no {@link PasswordDirectory}. */
  Optional<PasswordAuthenticator> logins();

  /**
   * What was done to keys and owners.
   *
   * @throws IllegalStateException if this gate was built without an audit log to read
   */
  AuditTrail audit();

  /** Whether there is an audit log to read. */
  boolean isAudited();

  /**
   * How many requests there were.
   *
   * @throws IllegalStateException if this gate was built without a log of them
   */
  UsageReports usage();

  /** Whether there is a log of how many requests there were. */
  boolean countsUse();

  /** How much this gate has to do and to remember, at this moment and in this JVM. */
  HealthSnapshot health();

  /** The one clock by which keys are judged. */
  Clock clock();

  /**
   * Writes down the last uses, and the counts of requests, of which the store knows nothing yet.
   */
  void flush();

  @Override
  void close();
}

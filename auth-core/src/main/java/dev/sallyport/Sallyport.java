package dev.sallyport;

import static java.util.Objects.requireNonNull;

import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.BackendLoader;
import dev.sallyport.internal.config.ComponentFactory;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.TransactionScope;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Sallyport instance of one application: authenticator and managers over one store.
 *
 * <p>Create one instance per store and application, and close it at the end, which stores the last
 * uses. The configuration is fixed at construction. Thread-safe.
 *
 * <pre>{@code
 * try (Sallyport sallyport = Sallyport.builder(new InMemoryBackend()).build()) {
 *   AuthenticationResult result = sallyport.authenticator().authenticate(token);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Sallyport extends AutoCloseable {
  /**
   * Starts to warm up in the background, unless that was done before: calls the store and computes
   * a digest, which opens connections and loads native code. Verifications wait for its end, at
   * most five seconds; {@code store-timeout} begins afterwards. Call it once the instance is built;
   * the filter does so. Never fails.
   */
  void warmUp();

  /** Returns all settings of the core and of the stores on the class path. */
  static List<Setting<?>> settings() {
    return ComponentFactory.allSettings();
  }

  /**
   * Opens the store that the settings name and a Sallyport instance over it.
   *
   * @param settings settings resolved from at least {@link #settings()}
   * @throws SettingException if a setting is invalid; one sentence with the remedy
   * @throws StoreException if the store is unavailable or unsuitable
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
   * Returns a builder of a Sallyport instance over an open store, which reads settings as described
   * in {@link SallyportBuilder}. Closing the instance closes the backend.
   */
  static SallyportBuilder builder(Backend backend) {
    SallyportBuilder builder = builder(backend.keys(), backend.owners());
    builder.resourcesOfStore = backend.resources();
    builder.transactions = backend.transactions();
    backend.sessions().ifPresent(builder::sessions);
    builder.ownersOfSessions = true;
    return builder.audit(backend.audit()).usage(backend.usage()).onClose(backend::close);
  }

  /** Returns a builder of a Sallyport instance over parts of a store, which the caller closes. */
  static SallyportBuilder builder(ApiKeyStore store, OwnerDirectory owners) {
    return new SallyportBuilder(requireNonNull(store, "store"), requireNonNull(owners, "owners"));
  }

  /** Returns the authenticator of tokens. */
  ApiKeyAuthenticator authenticator();

  /** Returns the manager of API keys. */
  ApiKeyManager keys();

  /** Returns the directory of owners. */
  OwnerDirectory owners();

  /**
   * Returns the manager of accounts and users.
   *
   * @throws IllegalStateException if the host keeps accounts and users itself
   */
  OwnerManager ownerManager();

  /** Returns whether Sallyport keeps accounts and users, rather than the host. */
  boolean keepsOwners();

  /**
   * Invalidates cached owners after a change by the host, so that it applies from the next request
   * in this JVM on instead of within {@code max-staleness}. Within a transaction that calls take
   * part in, it applies after the commit.
   *
   * @param changed changed owners, such as {@code owner::equals} or all of an account; evaluated
   *     for each owner of a cached key, in this thread, before this method returns or after the
   *     commit
   */
  void invalidateOwners(Predicate<Owner> changed);

  /**
   * Returns the manager of resources and their bindings.
   *
   * @throws IllegalStateException if the host keeps its resources itself
   */
  ResourceManager resourceManager();

  /** Returns whether Sallyport keeps resources, rather than the host. */
  boolean keepsResources();

  /**
   * Begins a block in which calls on this thread take part in a transaction of the host: they read
   * and write over its connection or entity manager only. What they change applies to other threads
   * and nodes after the commit, and a rollback leaves nothing. {@link #authenticator()} never takes
   * part.
   *
   * <p>Not needed with JTA, where calls find the transaction by themselves.
   *
   * @param resource the host's {@code java.sql.Connection} to the store's database, without
   *     auto-commit; for a store in the host's persistence unit its {@code
   *     jakarta.persistence.EntityManager} with an active transaction
   * @return the block; close it on this thread
   * @throws IllegalArgumentException if the store cannot use a resource of this type
   * @throws IllegalStateException if the store takes part in no transactions, or if this thread is
   *     in such a block already
   */
  TransactionScope join(Object resource);

  /**
   * Runs an action once a key stops working, for any reason: deactivated, expired, deleted, or its
   * owner deactivated. For connections that outlive the request that opened them, such as a
   * WebSocket or server-sent events.
   *
   * <p>It runs immediately if the key is changed in this JVM, or on another node of a cluster;
   * otherwise within {@code max-staleness}. It runs once, in a thread of Sallyport, and must be
   * fast.
   *
   * <pre>{@code
   * KeyWatch watch = sallyport.watch(principal.keyId(), () -> close(session));
   * }</pre>
   *
   * @param keyId id of the key of the request
   * @return handle to close when the connection ends by itself
   */
  KeyWatch watch(UUID keyId, Runnable action);

  /**
   * Returns the authenticator of passwords; empty if the host's directory of owners is not a {@link
   * PasswordDirectory}.
   */
  Optional<PasswordAuthenticator> logins();

  /**
   * Returns the store of sessions. Its calls take part in no transaction of the host, and fail
   * within {@code store-timeout} if the store does not answer.
   */
  SessionStore sessions();

  /**
   * Returns the audit trail.
   *
   * @throws IllegalStateException if there is no audit log
   */
  AuditTrail audit();

  /** Returns whether there is an audit log. */
  boolean isAudited();

  /**
   * Returns the reports of request counts.
   *
   * @throws IllegalStateException if requests are not counted
   */
  UsageReports usage();

  /** Returns whether requests are counted: there is a usage log, and a {@code usage-retention}. */
  boolean countsUse();

  /**
   * Returns the rate limits of all keys and accounts; empty if there are none, or if a {@code
   * RateLimiter} of the host decides.
   */
  List<RateLimit> rateLimits();

  /**
   * Reads from the store to check that it answers, for health checks. Requests that are verified
   * from memory succeed even if it does not.
   *
   * @throws StoreException if the store is unavailable or does not answer within {@code
   *     store-timeout}
   */
  void checkStore();

  /** Returns the current load of this instance in this JVM. */
  HealthSnapshot health();

  /** Returns the clock that determines the states of keys. */
  Clock clock();

  /** Stores pending last uses and request counts. */
  void flush();

  @Override
  void close();
}

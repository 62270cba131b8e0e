package dev.sallyport.spi;

import dev.sallyport.session.SessionStore;
import dev.sallyport.transaction.TransactionContext;
import java.util.Optional;

/**
 * Open backend with stores of keys, owners, resources, audit records, usage counts and sessions.
 * Closing it releases its resources.
 *
 * <pre>{@code
 * try (Backend backend = new InMemoryBackend()) {
 *   ApiKeyStore keys = backend.keys();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Backend extends AutoCloseable {
  /** Returns the store of keys. */
  ApiKeyStore keys();

  /**
   * Returns the host's own directory if it provides one, otherwise the registry of this backend.
   */
  OwnerDirectory owners();

  /** Returns the registry of resources that Sallyport keeps. */
  ResourceRegistry resources();

  /** Returns the audit log of keys, owners and resources of this backend. */
  AuditLog audit();

  /** Returns the log of request counts. */
  UsageLog usage();

  /**
   * Returns the store of sessions; empty if there is none, so that each JVM keeps its own sessions
   * in memory.
   */
  default Optional<SessionStore> sessions() {
    return Optional.empty();
  }

  /**
   * Returns the host's transactions that calls on this backend take part in; empty if it cannot
   * take part in any.
   */
  default Optional<TransactionContext> transactions() {
    return Optional.empty();
  }

  @Override
  void close();
}

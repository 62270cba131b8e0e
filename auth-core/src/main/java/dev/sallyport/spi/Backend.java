package dev.sallyport.spi;

/**
 * Open backend with stores of keys, owners, resources, audit records and usage counts. Closing it
 * releases its resources.
 *
 * <pre>{@code
 * try (Backend backend = new InMemoryBackend()) {
 *   ApiKeyStore keys = backend.tokens();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Backend extends AutoCloseable {
  /** Returns the store of keys. */
  ApiKeyStore tokens();

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

  @Override
  void close();
}

package dev.sallyport.spi;

/**
 * Store of API keys. A store has no clock, no policies, no randomness and no secrets; these belong
 * to its callers.
 *
 * <p>It is both {@link KeyLookup}, for requests, and {@link KeyRepository}, for management.
 *
 * <p>Writes are conditional and return whether they were applied. Each method is one transaction,
 * visible to all later calls. Instants are stored with microsecond precision. Implementations are
 * thread-safe and must pass {@code ApiKeyStoreContract} of sallyport-testkit.
 *
 * <p>Every method throws {@link StoreException} if the store is unavailable.
 *
 * <pre>{@code
 * Optional<ApiKey> key = store.findById(keyId);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ApiKeyStore extends KeyLookup, KeyRepository {}

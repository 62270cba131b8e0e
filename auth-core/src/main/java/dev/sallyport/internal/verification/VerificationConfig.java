package dev.sallyport.internal.verification;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;

/**
 * Configuration of a {@link TokenVerifier}.
 *
 * @param store store of keys
 * @param owners resolver of the status of owners, which the verifier closes
 * @param format accepted token formats
 * @param digester digester of tokens
 * @param bulkhead bulkhead of verifications
 * @param maxStaleness maximum age of the cached state of a key
 * @param staleIfUnavailable maximum age while the store is unavailable
 * @param clock clock of the Sallyport instance
 */
public record VerificationConfig(
    ApiKeyStore store,
    OwnerStatusResolver owners,
    TokenFormat format,
    Digester digester,
    AdaptiveBulkhead bulkhead,
    Duration maxStaleness,
    Duration staleIfUnavailable,
    Clock clock) {}

package dev.sallyport.internal.verification;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import java.time.Clock;
import java.time.Duration;

/**
 * What a {@link TokenVerifier} goes by.
 *
 * @param maxStaleness how old the state of a key may be when it is used
 * @param staleIfUnavailable the same while the store does not answer
 * @param storeTimeout how long a request waits for a host's directory of owners
 */
public record VerificationConfig(
    ApiKeyStore store,
    OwnerDirectory owners,
    TokenFormat format,
    Digester digester,
    AdaptiveBulkhead bulkhead,
    Duration maxStaleness,
    Duration staleIfUnavailable,
    Duration storeTimeout,
    Clock clock) {}

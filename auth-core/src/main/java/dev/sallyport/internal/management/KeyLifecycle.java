package dev.sallyport.internal.management;

import dev.sallyport.management.KeyLimit;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.management.RenewalPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long keys live, and how many an owner may have.
 *
 * @param ttl of new keys that ask for no other; null for no end
 * @param renewal by use; null for none
 * @param maxLifetime of all keys; null for no bound
 * @param limit of the keys of an owner; null for no bound
 */
public record KeyLifecycle(
    @Nullable Duration ttl,
    @Nullable RenewalPolicy renewal,
    @Nullable MaxLifetime maxLifetime,
    @Nullable KeyLimit limit) {}

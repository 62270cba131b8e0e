package dev.sallyport.internal.management;

import dev.sallyport.internal.change.RenewalPolicy;
import dev.sallyport.management.MaxLifetime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lifetimes of keys and limit per owner.
 *
 * @param ttl default ttl of new keys; null for unlimited
 * @param renewal renewal by use; null for none
 * @param maxLifetime maximum lifetime; null for none
 * @param limit maximum number of keys per owner; null for none
 */
public record KeyLifecycle(
    @Nullable Duration ttl,
    @Nullable RenewalPolicy renewal,
    @Nullable MaxLifetime maxLifetime,
    @Nullable KeyLimit limit) {}

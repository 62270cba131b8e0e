package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;

/**
 * Has one object where many equal ones were read: keys of one owner have one {@link Owner}, and
 * keys that are alike have one {@link Traits}. Remembers those that were met lately. Thread-safe.
 */
final class Sharing {
  private static final int MAX_KNOWN = 10_000;

  private final Cache<Owner, Owner> owners = Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();
  private final Cache<Traits, Traits> traits = Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

  Owner owner(AuthToken key) {
    return owners.get(key.owner(), it -> it);
  }

  Traits traits(AuthToken key) {
    return traits.get(Traits.of(key), it -> it);
  }
}

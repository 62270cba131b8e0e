package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Interner;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;

/**
 * Has one object where many equal ones were read: keys of one owner have one {@link Owner}, and
 * keys that are alike have one {@link Traits}. Keeps nothing that no key has any more. Thread-safe.
 */
final class Sharing {
  private final Interner<Owner> owners = Interner.newWeakInterner();
  private final Interner<Traits> traits = Interner.newWeakInterner();

  Owner owner(AuthToken key) {
    return owners.intern(key.owner());
  }

  Traits traits(AuthToken key) {
    return traits.intern(Traits.of(key));
  }
}

package dev.sallyport.spring.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import java.util.Set;
import java.util.UUID;

/** Principals of keys that are in no store. */
final class TestPrincipal {
  private TestPrincipal() {}

  /** Returns the principal of a key, whose id is always the same for an owner. */
  static ApiKeyPrincipal of(Owner owner, Set<String> scopes) {
    UUID keyId = UUID.nameUUIDFromBytes(owner.toString().getBytes(UTF_8));
    return new ApiKeyPrincipal(owner, keyId, scopes);
  }
}

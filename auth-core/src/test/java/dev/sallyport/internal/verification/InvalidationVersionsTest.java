package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.Invalidation;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvalidationVersionsTest {
  private static final UUID KEY = UUID.randomUUID();
  private static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  private final InvalidationVersions versions = new InvalidationVersions();

  @Test
  void invalidatesEarlierLoadsOnly() {
    long before = versions.beginLoad();
    versions.invalidate(new Invalidation.OfKey(KEY));
    assertThat(versions.isInvalidated(before, KEY, OWNER)).isTrue();
    assertThat(versions.isInvalidated(versions.beginLoad(), KEY, OWNER)).isFalse();
    assertThat(versions.isAnyKeyInvalidated(before)).isTrue();
    assertThat(versions.isAnyKeyInvalidated(versions.beginLoad())).isFalse();
  }

  @Test
  void invalidatesTheKeysOfAUserAndOfAnAccount() {
    long before = versions.beginLoad();
    versions.invalidate(new Invalidation.OfUser(new Owner("acme", OWNER.userId())));
    versions.invalidate(new Invalidation.OfAccount("0000-0000-0000"));
    assertThat(versions.isInvalidated(before, KEY, OWNER)).isFalse();
    versions.invalidate(new Invalidation.OfUser(OWNER));
    assertThat(versions.isInvalidated(before, KEY, OWNER)).isTrue();
    long later = versions.beginLoad();
    versions.invalidate(new Invalidation.OfAccount(OWNER.accountId()));
    assertThat(versions.isInvalidated(later, KEY, OWNER)).isTrue();
    assertThat(versions.isAnyKeyInvalidated(before)).as("no key was changed").isFalse();
  }

  @Test
  void doesNotInvalidateOtherKeys() {
    long before = versions.beginLoad();
    versions.invalidate(new Invalidation.OfKey(new UUID(0, 1)));
    assertThat(versions.isInvalidated(before, new UUID(0, 2), OWNER)).isFalse();
  }

  @Test
  void tracksInvalidationsOfSomeOwners() {
    long before = versions.beginLoad();
    versions.invalidateSomeOwners();
    assertThat(versions.areSomeOwnersInvalidated(before)).isTrue();
    assertThat(versions.areSomeOwnersInvalidated(versions.beginLoad())).isFalse();
  }
}

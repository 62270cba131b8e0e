package dev.sallyport.auth;

import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Fleet;
import dev.sallyport.auth.token.Owner;
import java.util.function.Predicate;

/**
 * Makes changes that are in the store known: in this JVM, where the next request is judged by them,
 * and then to the fleet.
 */
record News(Changes changes, VerifiedTokens verified, Resources resources, Fleet fleet) {
  /** Tells of a change of this JVM. */
  void tell(Change change) {
    hear(change);
    fleet.tell(change);
  }

  /** Hears of a change of another node. */
  void hear(Change change) {
    if (change instanceof Change.OfResource it) {
      resources.forget(it.id());
    } else {
      changes.note(change);
    }
  }

  /** Tells of owners of whom only a host knows which they are; nobody else hears of it. */
  void ownersChanged(Predicate<Owner> changed) {
    verified.forgetIf(changed);
  }
}

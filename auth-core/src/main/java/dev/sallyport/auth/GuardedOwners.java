package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Owner;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A host's directory, whatever of whose failures means: could not be found out. */
record GuardedOwners(OwnerDirectory directory) implements OwnerDirectory {
  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return guarded(() -> directory.find(owner));
  }

  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    return guarded(() -> directory.findAll(owners));
  }

  @Override
  public Optional<Owner> findByUsername(String username) {
    return guarded(() -> directory.findByUsername(username));
  }

  static <T> T guarded(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException | VerifierBusyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException("The host's directory of owners failed.", e);
    }
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Owner;
import java.util.Optional;

/** A host's directory, whatever of whose failures means: could not be found out. */
record GuardedOwners(OwnerDirectory directory) implements OwnerDirectory {
  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    try {
      return directory.find(owner);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException("The host's directory of owners failed.", e);
    }
  }
}

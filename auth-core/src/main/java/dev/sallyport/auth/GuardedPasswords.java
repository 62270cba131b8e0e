package dev.sallyport.auth;

import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The same as {@link GuardedOwners}, of a directory that knows passwords too. */
record GuardedPasswords(PasswordDirectory directory) implements PasswordDirectory {
  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return GuardedOwners.guarded(() -> directory.find(owner));
  }

  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    return GuardedOwners.guarded(() -> directory.findAll(owners));
  }

  @Override
  public Optional<Owner> findByUsername(String username) {
    return GuardedOwners.guarded(() -> directory.findByUsername(username));
  }

  @Override
  public Optional<Owner> authenticate(String username, Secret password) {
    return GuardedOwners.guarded(() -> directory.authenticate(username, password));
  }

  @Override
  public Optional<String> passwordMark(Owner owner) {
    return GuardedOwners.guarded(() -> directory.passwordMark(owner));
  }
}

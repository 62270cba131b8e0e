package dev.sallyport.internal.store;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Secret;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Password directory of a host whose exceptions are translated by {@link HostFailures}. */
public record TranslatingPasswordDirectory(PasswordDirectory directory)
    implements PasswordDirectory {
  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return TranslatingOwnerDirectory.guarded(() -> directory.find(owner));
  }

  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    return TranslatingOwnerDirectory.guarded(() -> directory.findAll(owners));
  }

  @Override
  public Optional<Owner> findByUserId(String userId) {
    return TranslatingOwnerDirectory.guarded(() -> directory.findByUserId(userId));
  }

  @Override
  public Optional<Owner> authenticate(String accountId, String username, Secret password) {
    return TranslatingOwnerDirectory.guarded(
        () -> directory.authenticate(accountId, username, password));
  }

  @Override
  public Optional<Owner> authenticate(String username, Secret password) {
    return TranslatingOwnerDirectory.guarded(() -> directory.authenticate(username, password));
  }

  @Override
  public Optional<String> passwordVersion(Owner owner) {
    return TranslatingOwnerDirectory.guarded(() -> directory.passwordVersion(owner));
  }

  @Override
  public Optional<PasswordOwner> findPasswordOwner(Owner owner) {
    return TranslatingOwnerDirectory.guarded(() -> directory.findPasswordOwner(owner));
  }
}

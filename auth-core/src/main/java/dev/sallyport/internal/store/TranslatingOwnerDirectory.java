package dev.sallyport.internal.store;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.spi.OwnerDirectory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Directory of a host whose exceptions are translated by {@link HostFailures}. */
public record TranslatingOwnerDirectory(OwnerDirectory directory) implements OwnerDirectory {
  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return guarded(() -> directory.find(owner));
  }

  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    return guarded(() -> directory.findAll(owners));
  }

  @Override
  public Optional<Owner> findByUserId(String userId) {
    return guarded(() -> directory.findByUserId(userId));
  }

  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw HostFailures.translated("directory of owners", e);
    }
  }
}

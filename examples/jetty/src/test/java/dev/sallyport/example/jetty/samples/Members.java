package dev.sallyport.example.jetty.samples;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import java.util.Map;
import java.util.Optional;

// sample: own users
/** The members of the application, who own the keys. */
public final class Members implements OwnerDirectory {
  private final Map<Owner, Boolean> active =
      Map.of(new Owner("acme", "ada"), true, new Owner("acme", "bob"), false);

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return Optional.ofNullable(active.get(owner))
        .map(isActive -> OwnerStatus.ACTIVE.userActive(isActive))
        .map(status -> new OwnerProfile(owner, "Acme", "", status));
  }
}
// end

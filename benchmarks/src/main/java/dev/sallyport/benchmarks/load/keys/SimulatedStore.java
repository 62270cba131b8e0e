package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.SummaryQuery;
import dev.sallyport.token.Digester;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Store without data that knows the key of every one of the {@link NumberedTokens}, so that the
 * heap contains only Sallyport's data. Every result is a new object, as from a database.
 */
public record SimulatedStore(NumberedTokens tokens, int owners, Digester digester)
    implements ApiKeyStore, OwnerDirectory {
  private static final OwnerStatus ACTIVE = OwnerStatus.ACTIVE;

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    int number = NumberedTokens.numberOf(lookup);
    Owner owner = SallyportInstances.owner(number % owners);
    return Optional.of(
        new KeyWithOwnerStatus(SallyportInstances.key(tokens, number, owner, digester), ACTIVE));
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return Optional.of(new OwnerProfile(owner, "", "", ACTIVE));
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    return Optional.empty();
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return new Page<>(List.of(), 0);
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return new KeySummary(Map.of(), 0, 0, 0, 0);
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return List.of();
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return Outcome.CONFLICT;
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    // nothing is stored
  }
}

package dev.sallyport.benchmarks.load;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A store that holds nothing and knows the key of every {@link NumberedTokens}, so that what is in
 * the heap is the gate's. Every answer is made anew, as one from a database is.
 */
record LookupsOnly(NumberedTokens tokens, int owners, Digester digester)
    implements TokenStore, OwnerDirectory {
  private static final OwnerStatus ACTIVE = new OwnerStatus(true, true, true);

  @Override
  public Optional<StoredToken> findByLookup(String lookup) {
    int number = NumberedTokens.numberOf(lookup);
    Owner owner = Gates.owner(number % owners);
    return Optional.of(new StoredToken(Gates.key(tokens, number, owner, digester), ACTIVE));
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return Optional.of(new OwnerProfile(owner, "", "", ACTIVE));
  }

  @Override
  public Optional<AuthToken> findById(UUID id) {
    return Optional.empty();
  }

  @Override
  public Page<AuthToken> list(TokenQuery query) {
    return new Page<>(List.of(), 0);
  }

  @Override
  public List<AuthToken> findExpired(Instant before, int limit) {
    return List.of();
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    return Outcome.CONFLICT;
  }

  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    // holds nothing
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What many keys have in common, so that it is remembered once for all of them.
 *
 * @param rotatedFrom the first key of the family; null if that is the key itself
 * @param renewableBy by how much a use moves the end of the key; null if it does not
 * @param opensOverlap whether the first use of the key sets the end of its predecessor
 */
record Traits(
    Set<String> scopes,
    Set<Network> networks,
    Set<String> tags,
    @Nullable UUID rotatedFrom,
    @Nullable Duration renewableBy,
    boolean opensOverlap) {
  static Traits of(AuthToken key) {
    return new Traits(
        Set.copyOf(key.scopes()),
        Set.copyOf(key.networks()),
        Set.copyOf(key.tags()),
        key.lineage().familyId(),
        Renewal.moves(key) ? key.ttl() : null,
        key.lineage().overlapFromFirstUse() != null);
  }
}

package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sallyport.key.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to create. At most one of the last three is there; without them the server's settings say
 * how long it lives, and null means for ever.
 *
 * @param owner absent for the caller
 * @param expiresAt last instant at which it is valid
 * @param expiresIn how long it lives from now, to an end that no use moves
 * @param ttl how long it lives from now, to an end that use may move
 */
@JsonInclude(Include.NON_NULL)
public record CreateKeyBody(
    String name,
    @Nullable String description,
    @Nullable List<String> scopes,
    @Nullable List<Network> networks,
    @Nullable List<String> tags,
    @Nullable OwnerView owner,
    @Nullable NullOr<Instant> expiresAt,
    @Nullable NullOr<Duration> ttl,
    @Nullable NullOr<Duration> expiresIn) {}

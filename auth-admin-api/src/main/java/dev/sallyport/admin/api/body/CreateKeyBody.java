package dev.sallyport.admin.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sallyport.admin.api.NullOr;
import dev.sallyport.key.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a key. At most one of {@code expiresAt}, {@code ttl} and {@code expiresIn} may
 * be present; without them the server's settings determine the lifetime. A present null means that
 * the key never expires.
 *
 * @param owner owner of the key; null for the caller
 * @param expiresAt last instant at which the key is valid
 * @param ttl lifetime from now; use may extend the expiry
 * @param expiresIn lifetime from now; use does not extend the expiry
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record CreateKeyBody(
    String name,
    @Nullable String description,
    @Nullable List<String> scopes,
    @Nullable List<Network> networks,
    @Nullable List<String> tags,
    @Nullable OwnerBody owner,
    @Nullable NullOr<Instant> expiresAt,
    @Nullable NullOr<Duration> ttl,
    @Nullable NullOr<Duration> expiresIn) {}

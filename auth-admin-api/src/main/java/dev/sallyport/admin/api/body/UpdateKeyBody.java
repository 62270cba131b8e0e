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
 * Merge patch of a key (RFC 7396). Absent properties stay unchanged; null removes optional
 * properties.
 *
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record UpdateKeyBody(
    @Nullable String name,
    @Nullable NullOr<String> description,
    @Nullable NullOr<List<String>> scopes,
    @Nullable NullOr<List<Network>> networks,
    @Nullable NullOr<List<String>> tags,
    @Nullable Boolean active,
    @Nullable NullOr<Instant> expiresAt,
    @Nullable NullOr<Duration> ttl,
    @Nullable NullOr<Duration> expiresIn) {}

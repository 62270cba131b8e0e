package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Request to rotate a key.
 *
 * @param overlap time for which both keys work; null for a day
 * @param fromFirstUse whether the overlap starts at the first use of the new key; null for false
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record RotateKeyBody(@Nullable Duration overlap, @Nullable Boolean fromFirstUse) {}

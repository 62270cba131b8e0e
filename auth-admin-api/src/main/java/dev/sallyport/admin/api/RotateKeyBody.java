package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a key gives way to its successor.
 *
 * @param overlap how long both keys work; absent for a day
 * @param fromFirstUse whether the overlap begins when the new key is first used
 */
@JsonInclude(Include.NON_NULL)
public record RotateKeyBody(@Nullable Duration overlap, @Nullable Boolean fromFirstUse) {}

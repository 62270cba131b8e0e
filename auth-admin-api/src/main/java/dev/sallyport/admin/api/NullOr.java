package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A member of a request body that may be null in JSON, which means something else than its absence.
 * An absent member is a null reference in Java.
 *
 * @param value null if the member is null
 */
public record NullOr<T>(@JsonValue @Nullable T value) {}

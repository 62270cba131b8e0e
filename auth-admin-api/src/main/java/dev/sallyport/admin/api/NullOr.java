package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Property of a request body for which null and absence differ. An absent property is a null
 * reference in Java.
 *
 * @param value the value; null if the property is null in JSON
 * @since 0.1.0
 */
public record NullOr<T>(@JsonValue @Nullable T value) {}

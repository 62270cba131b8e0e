package dev.sallyport.jdbc.statement;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of columns or parameters by name, some of which may be null. Not thread-safe. */
public final class Values {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** Adds a value. */
  public Values with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** Returns the values in the order in which they were added. */
  public Map<String, @Nullable Object> toMap() {
    return values;
  }
}

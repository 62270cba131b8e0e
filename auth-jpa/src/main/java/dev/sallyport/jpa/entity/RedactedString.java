package dev.sallyport.jpa.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A text of a row that must not be seen in a log: providers print entities when they are told to
 * log what they do. Unlike a {@code Secret} it has {@code equals}, by which providers tell whether
 * a row has changed; nothing that a client presents is compared with it.
 */
public record RedactedString(String text) {
  @Override
  public String toString() {
    return "hidden";
  }

  /** Writes the text itself to the column. */
  @Converter
  static final class AsText
      implements AttributeConverter<@Nullable RedactedString, @Nullable String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable RedactedString hidden) {
      return hidden == null ? null : hidden.text();
    }

    @Override
    public @Nullable RedactedString convertToEntityAttribute(@Nullable String text) {
      return text == null ? null : new RedactedString(text);
    }
  }
}

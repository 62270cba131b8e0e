package dev.sallyport.jpa.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Column text that must not appear in logs. Providers print entities when statement logging is
 * enabled.
 *
 * <p>Unlike a {@code Secret} it has {@code equals}, by which providers detect changed rows. It is
 * never compared with a value that a client presents.
 *
 * @param text the text
 */
public record RedactedString(String text) {
  @Override
  public String toString() {
    return "hidden";
  }

  /** Converts to and from the plain text of the column. */
  @Converter
  public static final class AsText
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

package dev.sallyport.servlet.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of JSON that clients send, which must be in UTF-8 (RFC 8259, section 8.1).
 *
 * <pre>{@code
 * Optional<String> json = JsonText.decode(request.getInputStream().readAllBytes());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JsonText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonText() {}

  /**
   * Returns the media type that a {@code Content-Type} names, in lower case.
   *
   * @return an empty string if there is none, or it has a charset other than UTF-8
   */
  public static String mediaType(@Nullable String contentType) {
    String[] parts =
        (contentType == null ? "" : contentType.toLowerCase(Locale.ROOT)).split(";", 2);
    String parameter = parts.length == 1 ? "" : parts[1].replace("\"", "").strip();
    return parameter.isEmpty() || parameter.equals("charset=utf-8") ? parts[0].strip() : "";
  }

  /**
   * Decodes a body, without a byte order mark.
   *
   * @return empty if the bytes are not UTF-8, or contain NUL, as JSON in UTF-16 and UTF-32 does
   */
  public static Optional<String> decode(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

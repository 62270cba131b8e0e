package dev.sallyport.token;

import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.Optional;

/**
 * How tokens look: makes new ones, and tells without I/O whether a presented one could be ours.
 *
 * <p>Thread-safe. A token that fits is not thereby genuine: anybody can compute a checksum.
 */
public interface TokenFormat {
  /** The prefix of Sallyport tokens where none is configured. */
  String DEFAULT_PREFIX = "sp";

  /** A new token with 256 random bits from a {@link java.security.SecureRandom}. */
  Secret generate();

  /**
   * A new token that starts as that of a key did.
   *
   * @return empty if the key's token was not of this format
   */
  default Optional<Secret> generateLike(ApiKey key) {
    return Optional.of(generate());
  }

  /** What a token of this format starts with, the same for many; empty if there is nothing. */
  default String prefixOf(Secret token) {
    return "";
  }

  /**
   * Whether a token is of this format, so that it has a lookup. Asked at every request, and so to
   * be quick.
   *
   * @param presented whatever a client sent, of any length and content
   */
  default boolean isWellFormed(Secret presented) {
    return lookupOf(presented).isPresent();
  }

  /**
   * The lookup under which the record of this token is stored.
   *
   * @param presented whatever a client sent, of any length and content
   * @return empty if it is not of this format; then no store need be asked
   */
  Optional<String> lookupOf(Secret presented);

  /**
   * {@code <prefix>_<lookup><secret><checksum>}: base62, 12 + 43 + 6 characters after the prefix.
   *
   * <p>The prefix is for new tokens. Those with another prefix are still recognised, so a change of
   * prefix ends no key; the digest covers the prefix, so none can be swapped.
   *
   * @param prefix 1 to 10 of {@code [a-z0-9]}, with {@code _live} or {@code _test} behind if wanted
   * @throws IllegalArgumentException if the prefix is not of that form
   */
  static TokenFormat sallyport(String prefix) {
    return new SallyportFormat(prefix);
  }

  /** Makes tokens of the first format and recognises those of all. */
  static TokenFormat firstOf(List<TokenFormat> formats) {
    return formats.size() == 1 ? formats.get(0) : new FirstOfFormats(formats);
  }
}

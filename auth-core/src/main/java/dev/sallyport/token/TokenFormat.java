package dev.sallyport.token;

import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.Optional;

/**
 * Format of tokens. Generates tokens, and recognises presented tokens without I/O.
 *
 * <p>A well-formed token is not necessarily authentic: a client can compute its checksum.
 * Implementations are thread-safe.
 *
 * <pre>{@code
 * Sallyport sallyport =
 *     Sallyport.builder(store, owners).format(TokenFormat.sallyport("acme")).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public interface TokenFormat {
  /** Prefix of tokens of Sallyport unless another one is configured. */
  String DEFAULT_PREFIX = "sp";

  /** Generates a token with 256 random bits from a {@link java.security.SecureRandom}. */
  Secret generate();

  /**
   * Generates a token with the prefix of a key's token.
   *
   * @return the token; empty if the key's token is not of this format
   */
  default Optional<Secret> generateLike(ApiKey key) {
    return Optional.of(generate());
  }

  /** Returns the prefix that a token of this format shares with others; empty if there is none. */
  default String prefixOf(Secret token) {
    return "";
  }

  /**
   * Returns whether a token is of this format and so has a lookup id. Called for every request, so
   * implementations must be fast.
   *
   * @param presented text from a client, of any length and content
   */
  default boolean isWellFormed(Secret presented) {
    return lookupOf(presented).isPresent();
  }

  /**
   * Returns the lookup id under which the key of a token is stored.
   *
   * @param presented text from a client, of any length and content
   * @return the lookup id; empty if the token is not of this format, so that no store needs to be
   *     queried
   */
  Optional<String> lookupOf(Secret presented);

  /**
   * Returns the format {@code <prefix>_<lookup id><secret><checksum>}, with 12 + 43 + 6 characters
   * of base62 after the prefix.
   *
   * <p>The prefix applies to new tokens. Tokens with another prefix are still recognised, so a
   * change of the prefix invalidates no key. The digest covers the prefix, so the prefix of a token
   * cannot be replaced.
   *
   * @param prefix 1 to 10 of {@code [a-z0-9]}, optionally followed by {@code _live} or {@code
   *     _test}
   * @throws IllegalArgumentException if the prefix is not of that form
   */
  static TokenFormat sallyport(String prefix) {
    return new SallyportFormat(prefix);
  }

  /** Returns a format that generates tokens of the first format and recognises tokens of all. */
  static TokenFormat firstOf(List<TokenFormat> formats) {
    return formats.size() == 1 ? formats.get(0) : new FirstOfFormats(formats);
  }
}

package dev.sallyport.knox;

import dev.sallyport.key.ApiKey;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Token format of django-rest-knox and Smarter: 64 lower-case hexadecimal digits, after an optional
 * prefix.
 *
 * <p>The lookup id is the SHA-512 of the token, because the 15-character {@code token_key} of knox
 * is not unique. Tokens with another prefix, or without one, are accepted too.
 *
 * <pre>{@code
 * TokenFormat format = KnoxFormat.of("");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class KnoxFormat implements TokenFormat {
  private static final int SECRET_BYTES = 32;
  private static final int MAX_LENGTH = 10 + 2 * SECRET_BYTES;
  private static final int LOOKUP_LENGTH = 128;
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{0,10}");
  private static final Pattern TOKEN = Pattern.compile(PREFIX.pattern() + "[0-9a-f]{64}");

  private static final Digester SHA_512 = Digester.sha512();
  private static final int KIND_LENGTH = "sha512$".length();

  private final SecureRandom random = new SecureRandom();
  private final String prefix;

  private KnoxFormat(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a knox prefix has at most 10 of A-Z, a-z, 0-9, hyphen and underscore");
    }
    this.prefix = prefix;
  }

  /**
   * Creates the format.
   *
   * @param prefix the prefix of new tokens: up to 10 of {@code [A-Za-z0-9_-]}; empty for none
   * @throws IllegalArgumentException if the prefix is longer or has other characters
   */
  public static KnoxFormat of(String prefix) {
    return new KnoxFormat(prefix);
  }

  @Override
  public Secret generate() {
    return generate(prefix);
  }

  /**
   * Generates a token with the prefix of a key, or with that of new tokens if the key was imported
   * and its prefix is unknown.
   */
  @Override
  public Optional<Secret> generateLike(ApiKey key) {
    boolean ours = key.lookup().length() == LOOKUP_LENGTH;
    boolean known = !key.prefix().isEmpty() && PREFIX.matcher(key.prefix()).matches();
    return ours ? Optional.of(generate(known ? key.prefix() : prefix)) : Optional.empty();
  }

  @Override
  public String prefixOf(Secret token) {
    String text = token.reveal();
    return text.substring(0, text.length() - 2 * SECRET_BYTES);
  }

  private Secret generate(String prefix) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Secret.of(prefix + HexFormat.of().formatHex(secret));
  }

  @Override
  public boolean isWellFormed(Secret presented) {
    String token = presented.reveal();
    return token.length() <= MAX_LENGTH && TOKEN.matcher(token).matches();
  }

  @Override
  public Optional<String> lookupOf(Secret presented) {
    return isWellFormed(presented) ? Optional.of(hash(presented)) : Optional.empty();
  }

  private static String hash(Secret token) {
    return SHA_512.digest(token).substring(KIND_LENGTH);
  }
}

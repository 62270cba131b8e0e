package dev.sallyport.token;

import dev.sallyport.key.ApiKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

final class KnoxFormat implements TokenFormat {
  private static final int SECRET_BYTES = 32;
  private static final int MAX_LENGTH = 10 + 2 * SECRET_BYTES;
  private static final int LOOKUP_LENGTH = 128;
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{0,10}");
  private static final Pattern TOKEN = Pattern.compile(PREFIX.pattern() + "[0-9a-f]{64}");

  private final SecureRandom random = new SecureRandom();
  private final String prefix;

  KnoxFormat(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a knox prefix has at most 10 of A-Z, a-z, 0-9, hyphen and underscore");
    }
    this.prefix = prefix;
  }

  @Override
  public Secret generate() {
    return generate(prefix);
  }

  /** A key whose prefix is not known, since it was imported, gets the same as every new one. */
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
    return isWellFormed(presented) ? Optional.of(Sha512Digester.hex(presented)) : Optional.empty();
  }
}

package dev.sallyport.auth.token;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

final class KnoxFormat implements TokenFormat {
  private static final int SECRET_BYTES = 32;
  private static final int MAX_LENGTH = 10 + 2 * SECRET_BYTES;
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
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Secret.of(prefix + HexFormat.of().formatHex(secret));
  }

  @Override
  public Optional<String> lookupOf(Secret presented) {
    String token = presented.reveal();
    if (token.length() > MAX_LENGTH || !TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    return Optional.of(Sha512Digester.hex(presented));
  }
}

package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.key.ApiKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Token format of Sallyport: prefix, lookup id, secret and checksum. */
final class SallyportFormat implements TokenFormat {
  private static final int LOOKUP_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final int BODY_LENGTH = LOOKUP_LENGTH + SECRET_LENGTH + Base62.CHECKSUM_LENGTH;
  private static final int MAX_PREFIX_LENGTH = 10 + "_live".length();
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9]{1,10}(_live|_test)?");

  private final SecureRandom random = new SecureRandom();
  private final String prefix;
  private final byte[] prefixBytes;

  SallyportFormat(String prefix) {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "a token prefix must have 1 to 10 of a-z and 0-9, optionally followed by _live or _test");
    }
    this.prefix = prefix;
    this.prefixBytes = prefix.getBytes(US_ASCII);
  }

  @Override
  public Secret generate() {
    return generate(prefix);
  }

  @Override
  public Optional<Secret> generateLike(ApiKey key) {
    if (key.lookup().length() != LOOKUP_LENGTH) {
      return Optional.empty();
    }
    String known = key.prefix().endsWith("_") ? withoutEnd(key.prefix()) : prefix;
    return Optional.of(generate(isPrefix(known) ? known : prefix));
  }

  @Override
  public String prefixOf(Secret token) {
    String text = token.reveal();
    return text.substring(0, text.length() - BODY_LENGTH);
  }

  private Secret generate(String prefix) {
    String body = prefix + "_" + Base62.random(random, LOOKUP_LENGTH + SECRET_LENGTH);
    return Secret.of(body + Base62.checksum(body));
  }

  private static String withoutEnd(String text) {
    return text.substring(0, text.length() - 1);
  }

  @Override
  public boolean isWellFormed(Secret presented) {
    byte[] token = presented.bytes();
    int start = token.length - BODY_LENGTH;
    return start >= 2
        && start <= MAX_PREFIX_LENGTH + 1
        && token[start - 1] == '_'
        && Base62.endsWithChecksum(token) // rejects typing errors
        && Base62.isBase62(token, start, token.length)
        && hasKnownPrefix(token, start - 1);
  }

  @Override
  public Optional<String> lookupOf(Secret presented) {
    if (!isWellFormed(presented)) {
      return Optional.empty();
    }
    byte[] token = presented.bytes();
    int start = token.length - BODY_LENGTH;
    return Optional.of(new String(token, start, LOOKUP_LENGTH, US_ASCII));
  }

  private boolean hasKnownPrefix(byte[] token, int end) {
    return Arrays.equals(token, 0, end, prefixBytes, 0, prefixBytes.length)
        || isPrefix(new String(token, 0, end, US_ASCII));
  }

  private static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }
}

package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Base62 in GitHub's order (digits, upper case, lower case) with a CRC-32 checksum of six
 * characters.
 */
final class Base62 {
  static final int CHECKSUM_LENGTH = 6;
  private static final int BASE = 62;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final byte NONE = -1;
  private static final byte[] VALUES = values();

  private Base62() {}

  static String random(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** Returns the CRC-32 of an ASCII text, left-padded with zeros. */
  static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM_LENGTH];
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  /** Returns whether an ASCII text ends with the checksum of the characters before it. */
  static boolean endsWithChecksum(byte[] text) {
    int end = text.length - CHECKSUM_LENGTH;
    CRC32 crc = new CRC32();
    crc.update(text, 0, end);
    long written = 0;
    int all = 0;
    for (int i = end; i < text.length; i++) {
      int value = VALUES[text[i] & 0xFF];
      written = written * BASE + value;
      all |= value;
    }
    return all >= 0 && written == crc.getValue();
  }

  static boolean isBase62(byte[] text, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= VALUES[text[i] & 0xFF];
    }
    return all >= 0;
  }

  /** Returns the value of each digit; other bytes are {@link #NONE}, the only negative value. */
  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, NONE);
    for (byte value = 0; value < BASE; value++) {
      values[ALPHABET.charAt(value)] = value;
    }
    return values;
  }
}

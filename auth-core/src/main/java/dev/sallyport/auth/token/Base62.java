package dev.sallyport.auth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * Base62 in GitHub's order (digits, upper, lower case) and its CRC-32 checksum of six characters.
 */
final class Base62 {
  static final int CHECKSUM_LENGTH = 6;
  private static final int BASE = 62; // said as a number, which is divided by faster

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final byte[] DIGITS = ALPHABET.getBytes(US_ASCII);
  private static final boolean[] KNOWN = known();

  private Base62() {}

  static String random(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** CRC-32 of the ASCII text, padded on the left with zeros. */
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

  /** Whether an ASCII text ends with the checksum of what is before. */
  static boolean endsWithChecksum(byte[] text) {
    int end = text.length - CHECKSUM_LENGTH;
    CRC32 crc = new CRC32();
    crc.update(text, 0, end);
    long rest = crc.getValue();
    int wrong = 0;
    for (int i = text.length - 1; i >= end; i--) {
      wrong |= text[i] ^ DIGITS[(int) (rest % BASE)];
      rest /= BASE;
    }
    return wrong == 0;
  }

  static boolean isBase62(byte[] text, int from, int to) {
    boolean isKnown = true;
    for (int i = from; i < to; i++) {
      isKnown &= KNOWN[text[i] & 0xFF];
    }
    return isKnown;
  }

  private static boolean[] known() {
    boolean[] known = new boolean[256];
    for (byte digit : DIGITS) {
      known[digit] = true;
    }
    return known;
  }
}

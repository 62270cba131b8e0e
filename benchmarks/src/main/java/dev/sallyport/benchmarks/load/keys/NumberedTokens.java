package dev.sallyport.benchmarks.load.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.token.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * Well-formed tokens that are derived from a seed and a number, so that several JVMs know the same
 * tokens without exchanging them. Only for databases that are discarded after the measurement:
 * derived tokens are not secret.
 *
 * @param seed the seed
 */
public record NumberedTokens(long seed) {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String PREFIX = "sp_";
  private static final int LOOKUP_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;

  public Secret token(int number) {
    byte[] random = sha512(number);
    char[] secret = new char[SECRET_LENGTH];
    for (int i = 0; i < SECRET_LENGTH; i++) {
      secret[i] = ALPHABET.charAt((random[i] & 0xff) % ALPHABET.length());
    }
    return Secret.of(checked(PREFIX + lookup(number) + new String(secret)));
  }

  public String lookup(int number) {
    return digits(number, LOOKUP_LENGTH);
  }

  /** Returns the number from which {@link #lookup} derived a lookup id. */
  public static int numberOf(String lookup) {
    long number = 0;
    for (int i = 0; i < lookup.length(); i++) {
      number = number * ALPHABET.length() + ALPHABET.indexOf(lookup.charAt(i));
    }
    return (int) number;
  }

  public UUID id(int number) {
    return new UUID((seed & ~0xf000L) | 0x4000L, Long.MIN_VALUE | number);
  }

  /** Returns a well-formed token with the lookup id of a number and a wrong secret. */
  public String forged(int number, RandomGenerator random) {
    return checked(PREFIX + lookup(number) + random(random, SECRET_LENGTH));
  }

  /** Returns a random well-formed token that, with near certainty, belongs to no key. */
  public static String unknown(RandomGenerator random) {
    return checked(PREFIX + random(random, LOOKUP_LENGTH + SECRET_LENGTH));
  }

  private static String random(RandomGenerator random, int length) {
    char[] text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return new String(text);
  }

  private static String checked(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    return body + digits(crc.getValue(), CHECKSUM_LENGTH);
  }

  private static String digits(long number, int length) {
    char[] digits = new char[length];
    long rest = number;
    for (int i = length - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  private byte[] sha512(int number) {
    try {
      byte[] input = ByteBuffer.allocate(12).putLong(seed).putInt(number).array();
      return MessageDigest.getInstance("SHA-512").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

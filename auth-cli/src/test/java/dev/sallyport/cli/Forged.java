package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.zip.CRC32;

/** Forged tokens with valid checksums that belong to no key. */
final class Forged {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Forged() {}

  /** Returns a forged token with the lookup id of a key. */
  static String like(String lookup) {
    String body = "sp_" + lookup + "A".repeat(43);
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    StringBuilder checksum = new StringBuilder();
    for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
      checksum.insert(0, DIGITS.charAt((int) (rest % 62)));
    }
    return body + checksum;
  }
}

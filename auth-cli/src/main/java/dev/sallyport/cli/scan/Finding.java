package dev.sallyport.cli.scan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Location and public parts of a token that was found.
 *
 * @param path the path of the file, printable and with tokens masked; a hyphen for standard input
 * @param line the number of the line, from 1
 * @param format {@code sallyport} or {@code knox}
 * @param keyId the id of the key whose token was verified; null if it was not verified
 * @param prefix the prefix of the token; null for knox's format, where it is not certain
 * @param lookup the lookup id of the token; null for knox's format, where it is a digest
 */
record Finding(
    String path,
    long line,
    String format,
    @Nullable UUID keyId,
    @Nullable String prefix,
    @Nullable String lookup) {
  /** Returns the finding as one line. */
  String text() {
    String token = prefix == null ? "knox token" : prefix + " token, lookup " + lookup;
    return path + ":" + line + ": " + (keyId == null ? token : "key " + keyId);
  }
}

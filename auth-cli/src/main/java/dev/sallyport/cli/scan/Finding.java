package dev.sallyport.cli.scan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a token stands, and what may be said of it.
 *
 * @param path of the file, printable and without a token; a hyphen for standard input
 * @param line from 1
 * @param format {@code sallyport} or {@code knox}
 * @param keyId whose token it was proven to be; null if it was not
 * @param prefix what the token starts with; null for knox's, whose start is not certain
 * @param lookup its public part; null for knox's, of which it is a digest
 */
record Finding(
    String path,
    long line,
    String format,
    @Nullable UUID keyId,
    @Nullable String prefix,
    @Nullable String lookup) {
  /** A line. */
  String text() {
    String token = prefix == null ? "knox token" : prefix + " token, lookup " + lookup;
    return path + ":" + line + ": " + (keyId == null ? token : "key " + keyId);
  }
}

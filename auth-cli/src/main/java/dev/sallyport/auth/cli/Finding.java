package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a token stands, and what may be said of it.
 *
 * @param path of the file, printable and without a token; a hyphen for standard input
 * @param line from 1
 * @param prefix what the token starts with; empty for knox's, whose start is not certain
 * @param lookup its public part; empty for knox's, of which it is a digest
 * @param keyId whose token it was proven to be; null if it was not
 */
record Finding(String path, long line, String prefix, String lookup, @Nullable UUID keyId) {
  /** A line. */
  String text() {
    String what = keyId != null ? "key " + keyId : isKnox() ? "knox token" : token();
    return path + ":" + line + ": " + what;
  }

  Optional<UUID> key() {
    return Optional.ofNullable(keyId);
  }

  ObjectNode json() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("path", path).put("line", line);
    node.put("format", isKnox() ? "knox" : "sallyport");
    node.put("keyId", keyId == null ? null : keyId.toString());
    return node.put("prefix", isKnox() ? null : prefix).put("lookup", isKnox() ? null : lookup);
  }

  private String token() {
    return prefix + " token, lookup " + lookup;
  }

  private boolean isKnox() {
    return lookup.isEmpty();
  }
}

package dev.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.internal.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Entry of the audit log. Entries form a hash chain: each contains the hash of the previous one, so
 * that changing, removing or inserting an entry invalidates all later ones.
 *
 * <p>The chain does not protect against an attacker who rewrites all following entries. A hash that
 * is stored elsewhere detects that too, see {@link AuditTrail#verify}.
 *
 * <pre>{@code
 * List<AuditEntry> latest = sallyport.audit().latest(10);
 * }</pre>
 *
 * @param sequence number of the entry: 1 for the first, without gaps
 * @param record the recorded change
 * @param previousHash hash of the previous entry; {@link #ORIGIN} for the first
 * @param hash SHA-256 of all other components, in lower-case hexadecimal
 * @since 0.1.0
 */
public record AuditEntry(long sequence, AuditRecord record, String previousHash, String hash) {
  /** Previous hash of the first entry. */
  public static final String ORIGIN = "0".repeat(64);

  /** Returns the first entry of a log. */
  public static AuditEntry first(AuditRecord record) {
    return next(0, ORIGIN, record);
  }

  /** Returns the entry after the one with the given number and hash. */
  public static AuditEntry next(long sequenceBefore, String hashBefore, AuditRecord record) {
    long sequence = sequenceBefore + 1;
    return new AuditEntry(sequence, record, hashBefore, hashOf(sequence, hashBefore, record));
  }

  /** Returns whether the hash matches the content. */
  public boolean isIntact() {
    return hash.equals(hashOf(sequence, previousHash, record));
  }

  private static String hashOf(long sequence, String hashBefore, AuditRecord record) {
    List<String> texts =
        List.of(
            hashBefore,
            record.at().toString(),
            record.action(),
            record.subject(),
            record.actor(),
            record.origin(),
            record.reason(),
            record.before(),
            record.after());
    MessageDigest digest = Sha256.newDigest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    for (String text : texts) {
      byte[] encoded = text.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
      digest.update(encoded);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

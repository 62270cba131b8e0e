package dev.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A link in the chain of audit records: each holds the hash of the one before, so that none can be
 * changed, taken out or put in without all later ones being wrong.
 *
 * <p>It does not protect against somebody who writes the whole rest of the chain anew; whoever
 * keeps a hash elsewhere will see that too.
 *
 * @param sequence 1 for the first, then without a gap
 * @param previousHash the hash of the entry before; {@link #ORIGIN} for the first
 * @param hash SHA-256 over all the rest, in lower-case hex
 */
public record AuditEntry(long sequence, AuditRecord record, String previousHash, String hash) {
  /** What stands before the first entry. */
  public static final String ORIGIN = "0".repeat(64);

  /** The first entry. */
  public static AuditEntry first(AuditRecord record) {
    return next(0, ORIGIN, record);
  }

  /** The entry that comes behind the one of this number and hash. */
  public static AuditEntry next(long sequenceBefore, String hashBefore, AuditRecord record) {
    long sequence = sequenceBefore + 1;
    return new AuditEntry(sequence, record, hashBefore, hashOf(sequence, hashBefore, record));
  }

  /** Whether its hash is that of its own content. */
  public boolean isIntact() {
    return hash.equals(hashOf(sequence, previousHash, record));
  }

  /** Whether it comes right behind another. */
  public boolean follows(AuditEntry before) {
    return sequence == before.sequence + 1 && previousHash.equals(before.hash);
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(sequence);
      for (String text : texts) {
        byte[] encoded = text.getBytes(UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}

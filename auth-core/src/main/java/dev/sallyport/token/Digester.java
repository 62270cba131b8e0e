package dev.sallyport.token;

import java.util.List;

/**
 * Turns secrets into digests that can be stored, and tells whether a secret matches one.
 *
 * <p>A digest names its algorithm and parameters, so that one table may hold several kinds. It is
 * confidential: keep it out of logs and answers. Thread-safe.
 */
public interface Digester {
  /** A digest of the configured kind; two calls need not answer the same. */
  String digest(Secret secret);

  /** Whether this digester can judge the digest: well-formed, of its kind, and within bounds. */
  boolean isUsable(String digest);

  /** Whether the digest is just what {@link #digest} would make today, parameters included. */
  boolean isCurrent(String digest);

  /**
   * Whether the secret belongs to the digest; compares in constant time.
   *
   * @return false also if the digest is not usable; ask {@link #isUsable} to tell the two apart
   * @throws IllegalStateException if it could not be found out
   */
  boolean matches(Secret secret, String digest);

  /** Argon2id (RFC 9106), written {@code $argon2id$v=19$m=..,t=..,p=..$salt$hash}. */
  static Digester argon2id(Argon2Profile profile) {
    return new Argon2idDigester(profile);
  }

  /**
   * One SHA-512, written {@code sha512$<hex>}. Only for secrets made by a machine: 112 random bits
   * or more need no slow hash (NIST SP 800-63B-4, look-up secrets), a password does.
   */
  static Digester sha512() {
    return new Sha512Digester();
  }

  /** Makes digests with the first and judges with whichever of them knows the digest. */
  static Digester firstOf(List<Digester> digesters) {
    return new FirstOfDigesters(digesters);
  }
}

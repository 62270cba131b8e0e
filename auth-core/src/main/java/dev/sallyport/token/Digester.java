package dev.sallyport.token;

import java.util.List;

/**
 * Computes digests of secrets for storage and verifies secrets against them.
 *
 * <p>A digest names its algorithm and parameters, so that one table may hold several kinds. It is
 * confidential: keep it out of logs and responses. Thread-safe.
 *
 * <pre>{@code
 * Digester digester = Digester.sha512();
 * String digest = digester.digest(token);
 * boolean isVerified = digester.matches(presented, digest);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Digester {
  /** Computes a digest of the configured kind; two calls need not return the same. */
  String digest(Secret secret);

  /**
   * Returns whether this digester can verify secrets against the digest: it is well-formed, of a
   * supported kind, and within bounds.
   */
  boolean isUsable(String digest);

  /** Returns whether the digest has the kind and parameters that {@link #digest} currently uses. */
  boolean isCurrent(String digest);

  /**
   * Returns whether the secret matches the digest; compares in constant time.
   *
   * @return false also if the digest is not usable; {@link #isUsable} distinguishes the two cases
   * @throws IllegalStateException if the digest cannot be computed
   */
  boolean matches(Secret secret, String digest);

  /**
   * Returns a digester with Argon2id (RFC 9106), with digests {@code
   * $argon2id$v=19$m=..,t=..,p=..$salt$hash}.
   */
  static Digester argon2id(Argon2Profile profile) {
    return new Argon2idDigester(profile);
  }

  /**
   * Returns a digester with a single SHA-512, with digests {@code sha512$<hex>}. Only for generated
   * secrets: at 112 random bits or more no slow hash is needed (NIST SP 800-63B-4, look-up
   * secrets). Passwords need one.
   */
  static Digester sha512() {
    return new Sha512Digester();
  }

  /**
   * Returns a digester that computes digests with the first digester and verifies with the first
   * that supports the digest.
   */
  static Digester firstOf(List<Digester> digesters) {
    return new FirstOfDigesters(digesters);
  }
}

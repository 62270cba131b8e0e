package dev.sallyport.token;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digester with Argon2id, computed by {@link Argon2}. */
record Argon2idDigester(Argon2Profile profile) implements Digester {
  private static final int SALT_LENGTH = 16;
  private static final int HASH_LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public String digest(Secret secret) {
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    return new Encoded(profile, salt, hash(profile, secret, salt, HASH_LENGTH)).text();
  }

  @Override
  public boolean isUsable(String digest) {
    return Encoded.parse(digest).isPresent();
  }

  @Override
  public boolean isCurrent(String digest) {
    return Encoded.parse(digest).filter(encoded -> encoded.profile.equals(profile)).isPresent();
  }

  @Override
  public boolean matches(Secret secret, String digest) {
    return Encoded.parse(digest).filter(encoded -> encoded.matches(secret)).isPresent();
  }

  private static byte[] hash(Argon2Profile profile, Secret secret, byte[] salt, int length) {
    byte[] bytes = secret.revealBytes();
    try {
      return Argon2.hash(profile, bytes, salt, length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Implementation of Argon2id. Public, because one is defined in a separate class loader. */
  public interface Computation {
    /** Computes the raw hash. */
    byte[] hash(Argon2Profile profile, byte[] secret, byte[] salt, int length);

    /** Releases resources. Must not be called during a computation; no computation may follow. */
    default void close() {}
  }

  /**
   * Parsed form of a stored digest. Parsing first distinguishes a corrupt row from a wrong token,
   * and prevents a malicious row from requesting gigabytes of memory.
   */
  private static final class Encoded {
    private static final Pattern FORM =
        Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,8}),t=([0-9]{1,4}),p=([0-9]{1,3})"
                + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    final Argon2Profile profile;
    private final byte[] salt;
    private final byte[] hash;

    private Encoded(Argon2Profile profile, byte[] salt, byte[] hash) {
      this.profile = profile;
      this.salt = salt;
      this.hash = hash;
    }

    static Optional<Encoded> parse(String digest) {
      Matcher form = FORM.matcher(digest);
      if (!form.matches()) {
        return Optional.empty();
      }
      int memoryKib = Integer.parseInt(form.group(1));
      int iterations = Integer.parseInt(form.group(2));
      int parallelism = Integer.parseInt(form.group(3));
      if (!Argon2Profile.isWithinBounds(memoryKib, iterations, parallelism)) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Encoded(
                new Argon2Profile(memoryKib, iterations, parallelism),
                Base64.getDecoder().decode(form.group(4)),
                Base64.getDecoder().decode(form.group(5))));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }

    boolean matches(Secret secret) {
      return MessageDigest.isEqual(hash(profile, secret, salt, hash.length), hash);
    }

    String text() {
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(
              profile.memoryKib(),
              profile.iterations(),
              profile.parallelism(),
              base64.encodeToString(salt),
              base64.encodeToString(hash));
    }
  }
}

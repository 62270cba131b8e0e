package dev.sallyport.auth.token;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argon2id through argon2-jvm, whose native library is loaded at the first computation. */
final class Argon2idDigester implements Digester {
  private final Argon2Profile profile;

  Argon2idDigester(Argon2Profile profile) {
    this.profile = profile;
  }

  @Override
  public String digest(Secret secret) {
    byte[] bytes = secret.revealBytes();
    try {
      return Library.ARGON2ID.hash(
          profile.iterations(), profile.memoryKib(), profile.parallelism(), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
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

  /** Loads the native library when first touched, not when Sallyport's classes are. */
  private static final class Library {
    static final Argon2Advanced ARGON2ID = Argon2Factory.createAdvanced(Argon2Types.ARGON2id);
  }

  /**
   * The parts of a stored digest. argon2-jvm's own {@code verify} answers false for every fault,
   * impossible parameters included; parsing first keeps a broken row apart from a wrong token, and
   * a hostile row from asking for gigabytes.
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
      byte[] bytes = secret.revealBytes();
      try {
        byte[] computed =
            Library.ARGON2ID.pbkdf(
                profile.iterations(),
                profile.memoryKib(),
                profile.parallelism(),
                bytes,
                salt,
                hash.length);
        return MessageDigest.isEqual(computed, hash);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }
}

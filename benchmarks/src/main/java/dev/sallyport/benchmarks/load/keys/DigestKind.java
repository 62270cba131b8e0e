package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import java.util.Locale;
import java.util.Map;

/** The compared digests. */
public enum DigestKind {
  TOKEN("argon2id, token profile (m=1 MiB, t=1, p=1)"),
  OWASP("argon2id, OWASP (m=19 MiB, t=2, p=1)"),
  SHA512("sha512");

  private final String text;

  DigestKind(String text) {
    this.text = text;
  }

  public static DigestKind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public Digester digester() {
    return switch (this) {
      case TOKEN -> Digester.argon2id(Argon2Profile.TOKEN);
      case OWASP -> Digester.argon2id(Argon2Profile.PASSWORD);
      case SHA512 -> Digester.sha512();
    };
  }

  public Map<String, String> settings() {
    return switch (this) {
      case TOKEN -> Map.of("digest", "argon2id");
      case OWASP ->
          Map.of("digest", "argon2id", "argon2-memory-kib", "19456", "argon2-iterations", "2");
      case SHA512 -> Map.of("digest", "sha512");
    };
  }

  @Override
  public String toString() {
    return text;
  }
}

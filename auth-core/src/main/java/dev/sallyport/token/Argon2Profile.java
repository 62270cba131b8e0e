package dev.sallyport.token;

/**
 * Cost parameters of Argon2id (RFC 9106).
 *
 * <pre>{@code
 * Digester passwords = Digester.argon2id(Argon2Profile.PASSWORD);
 * }</pre>
 *
 * @param memoryKib memory in KiB, from 8 times the parallelism to {@value #MAX_MEMORY_KIB}
 * @param iterations passes over the memory, 1 to {@value #MAX_ITERATIONS}
 * @param parallelism lanes, 1 to {@value #MAX_PARALLELISM}
 * @since 0.1.0
 */
public record Argon2Profile(int memoryKib, int iterations, int parallelism) {
  /** Maximum memory of a digest, including stored ones: 64 MiB. */
  public static final int MAX_MEMORY_KIB = 65_536;

  /** Maximum number of passes of a digest. */
  public static final int MAX_ITERATIONS = 10;

  /** Maximum number of lanes of a digest. */
  public static final int MAX_PARALLELISM = 4;

  /** Profile for generated tokens. It is cheap, because 256 random bits cannot be guessed. */
  public static final Argon2Profile TOKEN = new Argon2Profile(1024, 1, 1);

  /** Profile for passwords: the minimum of OWASP's Password Storage Cheat Sheet. */
  public static final Argon2Profile PASSWORD = new Argon2Profile(19_456, 2, 1);

  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if a component is out of bounds
   */
  public Argon2Profile {
    if (!isWithinBounds(memoryKib, iterations, parallelism)) {
      throw new IllegalArgumentException(
          "Argon2id needs 8 KiB per lane to %d KiB, 1 to %d iterations and 1 to %d lanes"
              .formatted(MAX_MEMORY_KIB, MAX_ITERATIONS, MAX_PARALLELISM));
    }
  }

  static boolean isWithinBounds(long memoryKib, long iterations, long parallelism) {
    return parallelism >= 1
        && parallelism <= MAX_PARALLELISM
        && iterations >= 1
        && iterations <= MAX_ITERATIONS
        && memoryKib >= 8 * parallelism
        && memoryKib <= MAX_MEMORY_KIB;
  }
}

package dev.sallyport.token;

/**
 * What one Argon2id computation costs (RFC 9106).
 *
 * @param memoryKib memory in KiB, 8 times the parallelism to {@value #MAX_MEMORY_KIB}
 * @param iterations passes over the memory, 1 to {@value #MAX_ITERATIONS}
 * @param parallelism lanes, 1 to {@value #MAX_PARALLELISM}
 */
public record Argon2Profile(int memoryKib, int iterations, int parallelism) {
  /** The most memory a digest, also a stored one, may ask for: 64 MiB. */
  public static final int MAX_MEMORY_KIB = 65_536;

  /** The most passes a digest may ask for. */
  public static final int MAX_ITERATIONS = 10;

  /** The most lanes a digest may ask for. */
  public static final int MAX_PARALLELISM = 4;

  /** For generated tokens: their 256 random bits guard themselves, so it is light. */
  public static final Argon2Profile TOKEN = new Argon2Profile(1024, 1, 1);

  /** For passwords: the minimum of OWASP's Password Storage Cheat Sheet. */
  public static final Argon2Profile PASSWORD = new Argon2Profile(19_456, 2, 1);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part is out of its bounds
   */
  public Argon2Profile {
    if (!isWithinBounds(memoryKib, iterations, parallelism)) {
      throw new IllegalArgumentException(
          "Argon2id takes 8 KiB per lane to %d KiB, 1 to %d iterations and 1 to %d lanes"
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

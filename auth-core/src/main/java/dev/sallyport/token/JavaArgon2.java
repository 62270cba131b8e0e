package dev.sallyport.token;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id of Bouncy Castle, in Java. Allocates the memory of a computation on the heap. */
final class JavaArgon2 implements Argon2idDigester.Computation {
  @Override
  public byte[] hash(Argon2Profile profile, byte[] secret, byte[] salt, int length) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(profile.memoryKib())
            .withIterations(profile.iterations())
            .withParallelism(profile.parallelism())
            .withSalt(salt)
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] hash = new byte[length];
    generator.generateBytes(secret, hash);
    return hash;
  }

  @Override
  public String toString() {
    return "Bouncy Castle, in Java";
  }
}

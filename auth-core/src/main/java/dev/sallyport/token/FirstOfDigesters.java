package dev.sallyport.token;

import java.util.List;

/**
 * Digester that computes with the first of several and verifies with the one that supports a
 * digest.
 */
record FirstOfDigesters(List<Digester> digesters) implements Digester {
  FirstOfDigesters {
    digesters = List.copyOf(digesters);
    if (digesters.isEmpty()) {
      throw new IllegalArgumentException("digesters must not be empty");
    }
  }

  @Override
  public String digest(Secret secret) {
    return digesters.get(0).digest(secret);
  }

  @Override
  public boolean isUsable(String digest) {
    return digesters.stream().anyMatch(digester -> digester.isUsable(digest));
  }

  @Override
  public boolean isCurrent(String digest) {
    return digesters.get(0).isCurrent(digest);
  }

  @Override
  public boolean matches(Secret secret, String digest) {
    return digesters.stream()
        .filter(digester -> digester.isUsable(digest))
        .findFirst()
        .filter(digester -> digester.matches(secret, digest))
        .isPresent();
  }
}

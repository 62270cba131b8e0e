package dev.sallyport.token;

import java.security.SecureRandom;

/** Well-formed tokens with the lookup id of a key but a wrong secret. */
public final class Guesses {
  private static final int CHECKSUM_LENGTH = 6;
  private static final int SECRET_LENGTH = 43;

  private Guesses() {}

  /** Returns a token with the same lookup id and another secret. */
  public static Secret at(Secret token) {
    String text = token.reveal();
    String named = text.substring(0, text.length() - SECRET_LENGTH - CHECKSUM_LENGTH);
    String body = named + Base62.random(new SecureRandom(), SECRET_LENGTH);
    return Secret.of(body + Base62.checksum(body));
  }
}

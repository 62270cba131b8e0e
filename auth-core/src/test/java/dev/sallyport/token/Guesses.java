package dev.sallyport.token;

import java.security.SecureRandom;

/** Well-formed tokens that name a key but are not its own. */
public final class Guesses {
  private static final int CHECKSUM_LENGTH = 6;
  private static final int SECRET_LENGTH = 43;

  private Guesses() {}

  /** A token of the same lookup id with another secret. */
  public static Secret at(Secret token) {
    String text = token.reveal();
    String named = text.substring(0, text.length() - SECRET_LENGTH - CHECKSUM_LENGTH);
    String body = named + Base62.random(new SecureRandom(), SECRET_LENGTH);
    return Secret.of(body + Base62.checksum(body));
  }
}

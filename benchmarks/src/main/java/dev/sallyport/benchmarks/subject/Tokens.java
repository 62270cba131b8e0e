package dev.sallyport.benchmarks.subject;

import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;

/** One token of each kind, all of the same length. */
record Tokens(Secret valid, Secret unknown, Secret malformed) {
  private static final TokenFormat FORMAT = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);

  /** Returns tokens for a given valid token. */
  static Tokens around(Secret valid) {
    return new Tokens(valid, FORMAT.generate(), mistyped(valid));
  }

  static Tokens generate() {
    return around(FORMAT.generate());
  }

  String authorization(String scheme, Subject.Credential credential) {
    Secret token =
        switch (credential) {
          case VALID -> valid;
          case UNKNOWN -> unknown;
          case MALFORMED -> malformed;
        };
    return scheme + ' ' + token.reveal();
  }

  private static Secret mistyped(Secret token) {
    StringBuilder text = new StringBuilder(token.reveal());
    int middle = text.length() / 2;
    text.setCharAt(middle, text.charAt(middle) == 'a' ? 'b' : 'a');
    return Secret.of(text.toString());
  }
}

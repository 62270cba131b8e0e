package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;

/** What a person wants to know first about a key. */
enum KeyState {
  ACTIVE("active"),
  INACTIVE("inactive"),
  EXPIRED("expired");

  private final String word;

  KeyState(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Expired outweighs switched off: it cannot be switched on again to any effect. */
  static KeyState at(Instant now, AuthToken key) {
    if (key.isExpiredAt(now)) {
      return EXPIRED;
    }
    return key.active() ? ACTIVE : INACTIVE;
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;

/** Whether a key works, told by a word and a shape, so that colour is not needed. */
enum ConsoleState {
  ON("Active"),
  ENDING("Ends soon"),
  OFF("Switched off"),
  OVER("Expired");

  private final String word;

  ConsoleState(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** The name of its style. */
  String style() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static ConsoleState of(AuthToken key, Instant now) {
    if (key.isExpiredAt(now)) {
      return OVER;
    }
    if (!key.active()) {
      return OFF;
    }
    return key.isExpiredAt(now.plus(KeyListing.SOON)) ? ENDING : ON;
  }
}

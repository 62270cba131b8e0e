package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.management.KeyWithState;
import java.time.Instant;

/** Shows whether a key works by a word and a shape, so that colour is not needed. */
public enum StateBadge {
  ON("Active", "on"),
  ENDING("Expires soon", "ending"),
  OFF("Deactivated", "off"),
  OWNER_OFF("User inactive", "off"),
  ACCOUNT_OFF("Account inactive", "off"),
  OVER_AGE("Too old", "over"),
  OVER("Expired", "over");

  private final String word;
  private final String style;

  StateBadge(String word, String style) {
    this.word = word;
    this.style = style;
  }

  public String word() {
    return word;
  }

  /** The name of its style, and of the shape beside the word. */
  public String style() {
    return style;
  }

  public static StateBadge of(KeyWithState key, Instant now) {
    return switch (key.state()) {
      case EXPIRED -> OVER;
      case OVER_AGE -> OVER_AGE;
      case ACCOUNT_INACTIVE -> ACCOUNT_OFF;
      case OWNER_INACTIVE -> OWNER_OFF;
      case INACTIVE -> OFF;
      case ACTIVE -> endsSoon(key, now) ? ENDING : ON;
    };
  }

  private static boolean endsSoon(KeyWithState key, Instant now) {
    Instant end = key.effectiveEnd();
    return end != null && now.plus(KeyListParameters.SOON).isAfter(end);
  }
}

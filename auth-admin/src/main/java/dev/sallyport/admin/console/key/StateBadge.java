package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.management.KeyWithState;
import java.time.Instant;

/** Badge of the state of a key: a word and a shape, so that the colour is not essential. */
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

  /** Returns the name of the state. */
  public String word() {
    return word;
  }

  /** Returns the CSS class, which also selects the shape. */
  public String style() {
    return style;
  }

  /** Returns the badge of a key. */
  public static StateBadge of(KeyWithState key, Instant now) {
    return switch (key.state()) {
      case EXPIRED -> OVER;
      case OVER_AGE -> OVER_AGE;
      case ACCOUNT_INACTIVE -> ACCOUNT_OFF;
      case OWNER_INACTIVE -> OWNER_OFF;
      case INACTIVE -> OFF;
      case ACTIVE -> expiresSoon(key, now) ? ENDING : ON;
    };
  }

  /** Returns whether activating or deactivating a key can have an effect. */
  public static boolean isSwitchable(KeyWithState key) {
    return key.state() != EffectiveState.EXPIRED && key.state() != EffectiveState.OVER_AGE;
  }

  private static boolean expiresSoon(KeyWithState key, Instant now) {
    Instant end = key.effectiveEnd();
    return end != null && now.plus(KeyListParameters.SOON).isAfter(end);
  }
}

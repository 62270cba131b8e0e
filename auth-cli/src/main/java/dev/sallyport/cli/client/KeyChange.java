package dev.sallyport.cli.client;

import dev.sallyport.management.KeyUpdate;
import java.util.Locale;

/** A change to one key. */
public sealed interface KeyChange {
  /** A change of whether the key is active. */
  enum Switch implements KeyChange {
    ACTIVATE,
    DEACTIVATE,
    TOGGLE;

    /** Returns the verb in commands and URLs, such as {@code activate}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Changes properties. */
  record Edit(KeyUpdate update) implements KeyChange {}
}

package dev.sallyport.cli.client;

/** A change to one key. */
public sealed interface KeyChange {
  /** A change of whether the key is active. */
  enum Switch implements KeyChange {
    ACTIVATE,
    DEACTIVATE,
    TOGGLE
  }

  /** Sets the name. */
  record Rename(String name) implements KeyChange {}

  /** Sets the description; an empty one removes it. */
  record Describe(String description) implements KeyChange {}
}

package dev.sallyport.cli.client;

/** What is done to one key. */
public sealed interface KeyChange {
  /** Switches it. */
  enum Switch implements KeyChange {
    ACTIVATE,
    DEACTIVATE,
    TOGGLE
  }

  /** Gives it another name. */
  record Rename(String name) implements KeyChange {}

  /** Gives it another description; an empty one takes it away. */
  record Describe(String description) implements KeyChange {}
}

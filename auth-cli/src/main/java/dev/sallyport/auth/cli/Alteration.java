package dev.sallyport.auth.cli;

/** What is done to one key. */
sealed interface Alteration {
  /** Switches it. */
  enum Switch implements Alteration {
    ACTIVATE,
    DEACTIVATE,
    TOGGLE
  }

  /** Gives it another name. */
  record Rename(String name) implements Alteration {}

  /** Gives it another description; an empty one takes it away. */
  record Describe(String description) implements Alteration {}
}

package dev.sallyport.auth.cli;

/** What the command's exit status means to a script. */
final class ExitCode {
  /** It is done. */
  static final int DONE = 0;

  /** It was refused, or there is no such thing; asking again changes nothing. */
  static final int REFUSED = 1;

  /** An argument or a setting is wrong. */
  static final int USAGE = 2;

  /** The database or the server could not be asked; trying later may help. */
  static final int UNAVAILABLE = 3;

  /** A fault of the command itself. */
  static final int FAULT = 4;

  private ExitCode() {}
}

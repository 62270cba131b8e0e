package dev.sallyport.cli.output;

/** What the command's exit status means to a script. */
public final class ExitCode {
  /** It is done. */
  public static final int DONE = 0;

  /** It was refused, or there is no such thing; asking again changes nothing. */
  public static final int REFUSED = 1;

  /** An argument or a setting is wrong. */
  public static final int USAGE = 2;

  /** The database or the server could not be asked; trying later may help. */
  public static final int UNAVAILABLE = 3;

  /** A fault of the command itself. */
  public static final int FAULT = 4;

  private ExitCode() {}
}

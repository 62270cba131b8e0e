package dev.sallyport.cli.output;

/** Exit codes of the command. */
public final class ExitCode {
  /** Success. */
  public static final int DONE = 0;

  /** Denied or not found; a retry has the same result. */
  public static final int DENIED = 1;

  /** An argument or a setting is invalid. */
  public static final int USAGE = 2;

  /** The database or the server is unavailable; a retry may succeed. */
  public static final int UNAVAILABLE = 3;

  /** Internal error of the command. */
  public static final int INTERNAL_ERROR = 4;

  private ExitCode() {}
}

package dev.sallyport.cli.output;

import java.util.Map;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * Display capabilities of standard output and standard error.
 *
 * @param width the number of columns
 * @param colours whether results may be coloured
 * @param progress whether progress bars may be shown on standard error
 */
public record Screen(int width, boolean colours, boolean progress) {
  /** Screen for output to files and pipes. */
  public static final Screen NONE = new Screen(120, false, false);

  /** Smaller widths are assumed to be wrong. */
  private static final int MIN_WIDTH = 20;

  private static final int MAX_WIDTH = 1000;

  /** Returns the screen of this process; {@link #NONE} if {@code TERM} is not set (Windows). */
  public static Screen ofThisProcess(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb")) {
      return NONE;
    }
    ExecTerminalProvider system = new ExecTerminalProvider();
    boolean isShown = system.isSystemStream(SystemStream.Output);
    boolean isWatched = system.isSystemStream(SystemStream.Error);
    return new Screen(
        isShown || isWatched ? width(system, environment, isShown) : NONE.width(),
        isShown && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        isWatched);
  }

  private static int width(
      ExecTerminalProvider system, Map<String, String> environment, boolean isShown) {
    String given = environment.getOrDefault("COLUMNS", "");
    int width =
        given.matches("[0-9]{1,4}")
            ? Integer.parseInt(given)
            : system.systemStreamWidth(isShown ? SystemStream.Output : SystemStream.Error);
    return width < MIN_WIDTH || width > MAX_WIDTH ? NONE.width() : width;
  }
}

package dev.sallyport.cli.output;

import java.util.Map;
import java.util.function.Supplier;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * Display capabilities of standard output and standard error.
 *
 * @param width the number of columns; {@link Integer#MAX_VALUE} if nothing may be cut
 * @param isTerminal whether results are shown on a terminal
 * @param colours whether results may be coloured
 * @param progress whether progress bars may be shown on standard error
 */
public record Screen(int width, boolean isTerminal, boolean colours, boolean progress) {
  /** Screen for output to files and pipes. */
  public static final Screen NONE = new Screen(Integer.MAX_VALUE, false, false, false);

  /** Width of terminals that do not tell theirs. */
  private static final int DEFAULT_WIDTH = 80;

  /** Smaller widths are assumed to be wrong. */
  private static final int MIN_WIDTH = 20;

  private static final int MAX_WIDTH = 1000;

  /**
   * Returns the screen of this process, once it is needed; {@link #NONE} if {@code TERM} is not set
   * (Windows).
   */
  public static Supplier<Screen> ofThisProcess(Map<String, String> environment) {
    return new Supplier<>() {
      private @Nullable Screen found;

      @Override
      public synchronized Screen get() {
        Screen screen = found == null ? find(environment) : found;
        found = screen;
        return screen;
      }
    };
  }

  private static Screen find(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb")) {
      return NONE;
    }
    ExecTerminalProvider system = new ExecTerminalProvider();
    boolean isTerminal = system.isSystemStream(SystemStream.Output);
    return new Screen(
        isTerminal ? width(system, environment) : NONE.width(),
        isTerminal,
        isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        system.isSystemStream(SystemStream.Error));
  }

  private static int width(ExecTerminalProvider system, Map<String, String> environment) {
    String given = environment.getOrDefault("COLUMNS", "");
    int width =
        given.matches("[0-9]{1,4}")
            ? Integer.parseInt(given)
            : system.systemStreamWidth(SystemStream.Output);
    return width < MIN_WIDTH || width > MAX_WIDTH ? DEFAULT_WIDTH : width;
  }
}

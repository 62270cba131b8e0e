package dev.sallyport.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");

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
    boolean isTerminal = isTerminal(SystemStream.Output);
    return new Screen(
        isTerminal ? width(environment) : NONE.width(),
        isTerminal,
        isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        isTerminal(SystemStream.Error));
  }

  /** Asks Linux, which takes no process, or else JLine. */
  private static boolean isTerminal(SystemStream stream) {
    Path link = Path.of("/proc/self/fd/" + (stream == SystemStream.Output ? 1 : 2));
    try {
      String file = Files.readSymbolicLink(link).toString();
      return TERMINALS.stream().anyMatch(file::startsWith);
    } catch (IOException notLinux) {
      return new ExecTerminalProvider().isSystemStream(stream);
    }
  }

  private static int width(Map<String, String> environment) {
    String given = environment.getOrDefault("COLUMNS", "");
    int width =
        given.matches("[0-9]{1,4}")
            ? Integer.parseInt(given)
            : new ExecTerminalProvider().systemStreamWidth(SystemStream.Output);
    return width < MIN_WIDTH || width > MAX_WIDTH ? DEFAULT_WIDTH : width;
  }
}

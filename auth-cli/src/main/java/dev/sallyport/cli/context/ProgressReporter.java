package dev.sallyport.cli.context;

import dev.sallyport.cli.output.Screen;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Reporter of the progress of a long operation. Must be closed when the operation ends. */
public interface ProgressReporter extends AutoCloseable {
  /** Reporter that shows nothing. */
  ProgressReporter NONE = new Silent();

  /** Total for operations whose extent is unknown. */
  long UNKNOWN = -1;

  /** Maximum number of columns of a progress bar. */
  int MAX_BAR = 80;

  /** Reports how much is done, in the unit of the total. */
  void update(long done);

  @Override
  void close();

  /**
   * Returns a progress bar on standard error, which is removed when it is closed. Shows nothing if
   * standard error is not a terminal.
   *
   * @param task the name of the operation, such as {@code "Importing"}
   * @param total the amount of work, or {@link #UNKNOWN}
   * @param unit the unit of the total, such as {@code " keys"}
   */
  static ProgressReporter of(String task, long total, String unit, CliContext context) {
    Screen screen = context.screen();
    Output output = context.output();
    return screen.progress()
        ? new Bar(task, total, unit, output, Math.min(screen.width(), MAX_BAR))
        : NONE;
  }

  /** Reporter without output. */
  final class Silent implements ProgressReporter {
    private Silent() {}

    @Override
    public void update(long done) {}

    @Override
    public void close() {}
  }

  /** Progress bar. */
  final class Bar implements ProgressReporter {
    private final ProgressBar bar;
    private final Output output;

    private Bar(String task, long total, String unit, Output output, int width) {
      this.output = output;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(unit, 1)
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .setConsumer(output.progressBar(width))
              .build();
    }

    @Override
    public void update(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
      output.endProgress();
    }
  }
}

package dev.sallyport.cli.context;

import dev.sallyport.cli.output.Screen;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Reporter of the progress of a long operation. Must be closed when the operation ends. */
public final class ProgressReporter implements AutoCloseable {
  /** Total for operations whose extent is unknown. */
  public static final long UNKNOWN = -1;

  /** Maximum number of columns of a progress bar. */
  private static final int MAX_BAR = 80;

  private final @Nullable ProgressBar bar;
  private final Output output;

  private ProgressReporter(@Nullable ProgressBar bar, Output output) {
    this.bar = bar;
    this.output = output;
  }

  /**
   * Returns a progress bar on standard error, which is removed when it is closed. Shows nothing if
   * standard error is not a terminal.
   *
   * @param task the name of the operation, such as {@code "Importing"}
   * @param total the amount of work, or {@link #UNKNOWN}
   * @param unit the unit of the total, such as {@code " keys"}
   */
  public static ProgressReporter of(String task, long total, String unit, CliContext context) {
    Screen screen = context.screen();
    Output output = context.output();
    if (!screen.progress()) {
      return new ProgressReporter(null, output);
    }
    return new ProgressReporter(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(unit, 1)
            .setStyle(ProgressBarStyle.ASCII)
            .clearDisplayOnFinish()
            .setConsumer(output.progressBar(Math.min(screen.width(), MAX_BAR)))
            .build(),
        output);
  }

  /** Reports how much is done, in the unit of the total. */
  public void update(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      output.endProgress();
    }
  }
}

package dev.sallyport.cli.context;

import dev.sallyport.cli.output.Screen;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Told how far long work has come. Close it when the work is over. */
public interface ProgressReporter extends AutoCloseable {
  /** What nobody looks at. */
  ProgressReporter NONE = new Silent();

  /** How much there is to do, where nobody knows. */
  long UNKNOWN = -1;

  /** So much is done. */
  void at(long done);

  @Override
  void close();

  /**
   * A bar on standard error, gone when the work is over; nothing where nobody watches.
   *
   * @param total how much there is to do, or {@link #UNKNOWN}
   * @param unit what is counted, such as {@code " keys"}
   */
  static ProgressReporter of(String task, long total, String unit, CliContext surroundings) {
    Screen screen = surroundings.screen();
    Output output = surroundings.output();
    return screen.progress() ? new Bar(task, total, unit, output, screen.width()) : NONE;
  }

  /** Says nothing. */
  final class Silent implements ProgressReporter {
    private Silent() {}

    @Override
    public void at(long done) {}

    @Override
    public void close() {}
  }

  /** Draws. */
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
    public void at(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
      output.endProgress();
    }
  }
}

package dev.sallyport.auth.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Told how far long work has come. Close it when the work is over. */
interface Progress extends AutoCloseable {
  /** What nobody looks at. */
  Progress NONE = new Silent();

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
  static Progress of(String task, long total, String unit, Surroundings surroundings) {
    Screen screen = surroundings.screen();
    Output output = surroundings.output();
    return screen.progress() ? new Bar(task, total, unit, output, screen.width()) : NONE;
  }

  /** Says nothing. */
  final class Silent implements Progress {
    private Silent() {}

    @Override
    public void at(long done) {}

    @Override
    public void close() {}
  }

  /** Draws. */
  final class Bar implements Progress {
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

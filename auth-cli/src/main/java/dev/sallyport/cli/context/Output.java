package dev.sallyport.cli.context;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Where the command writes: results to standard output, so that they can be piped on, and what only
 * a person reads to standard error.
 *
 * <p>Nothing but {@link #result} lets a text through as it is; the rest goes through {@link
 * PrintableText}.
 */
public final class Output {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean isInProgress;

  public Output(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** A whole result, of one or several lines that hold nothing a terminal would act upon. */
  public void result(String text) {
    clearProgress();
    err.flush();
    out.println(text);
    out.flush();
  }

  /** For what picocli writes by itself: help, the version. */
  public PrintWriter resultWriter() {
    return new PrintWriter(new OutputStreamWriter(out, US_ASCII), true);
  }

  /** For what picocli warns of. */
  public PrintWriter noteWriter() {
    return new PrintWriter(new OutputStreamWriter(err, US_ASCII), true);
  }

  /** A line for whoever sits in front of it. */
  public void note(String sentence) {
    out.flush();
    clearProgress();
    err.println(PrintableText.line(sentence));
    err.flush();
  }

  /** Where a bar of so many columns is drawn, until it is cleared. */
  ProgressBarConsumer progressBar(int width) {
    isInProgress = true;
    return new UntilCleared(new ConsoleProgressBarConsumer(err, width));
  }

  /** The thread that draws the bar may be at it when the bar is taken away. */
  private static final class UntilCleared implements ProgressBarConsumer {
    private final ProgressBarConsumer line;
    private boolean isCleared;

    private UntilCleared(ProgressBarConsumer line) {
      this.line = line;
    }

    @Override
    public int getMaxRenderedLength() {
      return line.getMaxRenderedLength();
    }

    @Override
    public synchronized void accept(String drawing) {
      if (!isCleared) {
        line.accept(drawing);
      }
    }

    @Override
    public synchronized void clear() {
      isCleared = true;
      line.clear();
    }

    @Override
    public synchronized void close() {
      if (!isCleared) { // else it would leave an empty line
        line.close();
      }
    }
  }

  void endProgress() {
    isInProgress = false;
  }

  /** What is written takes the line of the bar, which is drawn anew below it. */
  private void clearProgress() {
    if (isInProgress) {
      err.print(CLEAR_LINE);
    }
  }

  /** The token of a new key, alone on standard output. */
  public void newToken(Secret token) {
    note("Its token:");
    result(token.reveal());
    note("Copy the token now: it is not stored and cannot be shown again.");
  }

  /** Why it did not work, in one sentence. */
  public void error(String sentence) {
    note("Error: " + sentence);
  }
}

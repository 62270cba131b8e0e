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
 * Output of the command: results go to standard output, so that they can be piped; notes and errors
 * go to standard error.
 *
 * <p>{@link #result} prints its text unchanged. All other methods pass it through {@link
 * PrintableText}.
 */
public final class Output {
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean isInProgress;

  /** Creates an output on the given streams. */
  public Output(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Prints a result of one or more lines. The text must contain no terminal control characters. */
  public void result(String text) {
    clearProgress();
    err.flush();
    out.println(text);
    out.flush();
  }

  /** Prints a result of one sentence, which may contain untrusted texts. */
  public void sentence(String text) {
    result(PrintableText.line(text));
  }

  /** Clears the terminal that shows results. */
  public void clearScreen() {
    out.print(CLEAR_SCREEN);
  }

  /** Returns the writer for picocli's own output: help and version. */
  public PrintWriter resultWriter() {
    return new PrintWriter(new OutputStreamWriter(out, US_ASCII), true);
  }

  /** Returns the writer for picocli's warnings. */
  public PrintWriter noteWriter() {
    return new PrintWriter(new OutputStreamWriter(err, US_ASCII), true);
  }

  /** Prints one line to standard error. */
  public void note(String sentence) {
    out.flush();
    clearProgress();
    err.println(PrintableText.line(sentence));
    err.flush();
  }

  /** Returns a consumer that draws a progress bar of the given width until it is cleared. */
  ProgressBarConsumer progressBar(int width) {
    isInProgress = true;
    return new UntilCleared(new ConsoleProgressBarConsumer(err, width));
  }

  /** Ignores drawings after the bar was cleared, because another thread draws it. */
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
      if (!isCleared) { // otherwise it would print an empty line
        line.close();
      }
    }
  }

  void endProgress() {
    isInProgress = false;
  }

  /** Clears the line of the bar, which is drawn again below the text that follows. */
  private void clearProgress() {
    if (isInProgress) {
      err.print(CLEAR_LINE);
    }
  }

  /** Prints the token of a new key; it is the only line on standard output. */
  public void newToken(Secret token) {
    note("Token:");
    result(token.reveal());
    note("Copy the token now: it is not stored and cannot be shown again.");
  }

  /** Prints an error message of one sentence. */
  public void error(String sentence) {
    note("Error: " + sentence);
  }
}

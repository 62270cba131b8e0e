package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchKeysTest {
  private static final Map<String, String> DATABASE =
      Map.of("SALLYPORT_DB_URL", "jdbc:h2:mem:watch;DB_CLOSE_DELAY=-1");

  @Test
  void listsTheKeysAgainUntilItIsInterrupted() {
    run(new ByteArrayOutputStream(), "migrate");
    run(new ByteArrayOutputStream(), "users create --user ada --staff --no-password");
    run(new ByteArrayOutputStream(), "keys create --user ada --name ci");
    Lines lines = new Lines(6);

    int exitCode = run(lines, "keys list --watch=100ms");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(exitCode).isZero();
    assertThat(lines.toString(UTF_8).lines().filter(it -> it.startsWith("KEY "))).hasSize(3);
    assertThat(run(lines, "keys list --watch=1ms")).isEqualTo(2);
  }

  private static int run(ByteArrayOutputStream out, String command) {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    PrintStream results = new PrintStream(out, true, UTF_8);
    return Main.run(results, none, InputStream.nullInputStream(), DATABASE, command.split(" "));
  }

  /** Output that interrupts its thread after some lines. */
  private static final class Lines extends ByteArrayOutputStream {
    private int left;

    private Lines(int lines) {
      this.left = lines;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      left -= (int) new String(bytes, offset, length, UTF_8).chars().filter(c -> c == '\n').count();
      if (left <= 0) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

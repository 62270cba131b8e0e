package dev.sallyport.benchmarks.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.benchmarks.load.report.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Load generator wrk (a Debian package), which keeps connections open and sends the next request on
 * each as soon as the last was answered.
 *
 * @param threads the number of threads
 * @param connections the number of connections
 */
public record Wrk(int threads, int connections) {
  private static final String DONE =
      """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format(
          "ok perSecond=%.1f requests=%d p50=%d p99=%d max=%d failures=%d\\n",
          summary.requests / summary.duration * 1e6, summary.requests,
          latency:percentile(50), latency:percentile(99), latency.max,
          errors.connect + errors.read + errors.write + errors.status + errors.timeout))
      end
      """;

  /**
   * Loads a server until its code is compiled.
   *
   * @param port the port of the server
   * @param field a header field with a valid token
   * @param seconds how long
   */
  public static void warmUp(int port, String field, int seconds) {
    String authorization = field.substring(field.indexOf(':') + 1).strip();
    new Wrk(1, 16).run(port, authorization, seconds);
  }

  /** Loads a server and returns the results, with latencies in microseconds. */
  public Answer run(int port, String authorization, int seconds) {
    Path script = null;
    try {
      // In a script, because arguments of processes are visible to all users of the machine.
      script = Files.createTempFile("sallyport-load", ".lua");
      Files.writeString(
          script, "wrk.headers[\"Authorization\"] = \"" + authorization + "\"\n" + DONE);
      Process process =
          new ProcessBuilder(
                  List.of(
                      "wrk",
                      "-t" + threads,
                      "-c" + connections,
                      "-d" + seconds + "s",
                      "-s" + script,
                      "http://127.0.0.1:" + port + "/hello"))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return output
          .lines()
          .filter(line -> line.startsWith(Commands.OK))
          .map(Answer::parse)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("wrk failed: " + output));
    } catch (IOException e) {
      throw new UncheckedIOException("could not run wrk; install it with: apt-get install wrk", e);
    } finally {
      if (script != null) {
        TempFiles.delete(script);
      }
    }
  }
}

package dev.sallyport.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The load generator wrk (Debian has it as a package): keeps connections open, and sends the next
 * request on each as soon as the last is answered.
 */
record Wrk(int threads, int connections) {
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
   * @param field the header field with a good token
   */
  static void warmUp(int port, String field, int seconds) {
    String authorization = field.substring(field.indexOf(':') + 1).strip();
    new Wrk(1, 16).run(port, authorization, seconds);
  }

  /** Loads a server; latencies are in microseconds. */
  Answer run(int port, String authorization, int seconds) {
    Path script = null;
    try {
      // A token among the arguments could be seen by everybody on the machine.
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
      throw new UncheckedIOException("wrk is needed: apt-get install wrk", e);
    } finally {
      if (script != null) {
        Trees.delete(script);
      }
    }
  }
}

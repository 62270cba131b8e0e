package dev.sallyport.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.load.http.HttpLoad;
import dev.sallyport.benchmarks.load.http.HttpLoad.Request;
import dev.sallyport.benchmarks.load.http.Tally;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.process.Commands;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Source of the flood of {@link Flood}, with a different token in each request. All requests are
 * created in advance, to use little of the processors it shares with the server.
 */
final class FloodSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, String> arguments;
  private final SplittableRandom random = new SplittableRandom();
  private final NumberedTokens tokens;
  private final Iterator<Request> requests;
  private final Tally tally = new Tally();
  private @Nullable CompletableFuture<Void> run;

  private FloodSource(Map<String, String> arguments) {
    this.arguments = arguments;
    this.tokens = new NumberedTokens(Long.parseLong(text("seed")));
    int count = number("flood-rate") * (number("lead") + number("seconds")) + 1;
    this.requests = Stream.generate(this::request).limit(count).toList().iterator();
  }

  public static void main(String[] args) throws Exception {
    FloodSource source = new FloodSource(Commands.arguments(args));
    new Commands()
        .on("start", it -> source.start())
        .on("finish", it -> source.finish())
        .serve(Commands.DONE);
    System.exit(0);
  }

  private Map<String, Object> start() {
    HttpLoad load =
        new HttpLoad(number("port"), number("flood-connections"), number("flood-rate"), TIMEOUT);
    Duration lead = Duration.ofSeconds(number("lead"));
    Duration duration = lead.plusSeconds(number("seconds"));
    long counted = System.nanoTime() + lead.toNanos();
    run =
        CompletableFuture.runAsync(
            () -> load.run(duration, requests::next, tally.dueFrom(counted)));
    return Commands.DONE;
  }

  private Map<String, Object> finish() {
    requireNonNull(run).join();
    return Map.of(
        "flood", tally.statuses().replace(' ', ','),
        "floodP99", tally.latencies().micros(99),
        "withoutRetryAfter", tally.busyWithoutRetryAfter());
  }

  private Request request() {
    String client = "X-Forwarded-For: " + address(random.nextInt(number("clients"))) + "\r\n";
    return switch (text("kind")) {
      case "control" -> Request.get(SallyportServer.OPEN, client, 0);
      case "unknown" -> guarded(client, NumberedTokens.unknown(random));
      case "wrong" -> guarded(client, tokens.forged(random.nextInt(number("attacked")), random));
      default -> throw new IllegalArgumentException("Unknown kind of flood: " + text("kind"));
    };
  }

  private static Request guarded(String client, String token) {
    return Request.get(
        SallyportServer.GUARDED, client + "Authorization: Token " + token + "\r\n", 0);
  }

  private static String address(int number) {
    return "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
  }

  private int number(String name) {
    return Integer.parseInt(text(name));
  }

  private String text(String name) {
    return requireNonNull(arguments.get(name), name);
  }
}

package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.http.HttpLoad;
import dev.sallyport.benchmarks.load.http.HttpLoad.Outcomes;
import dev.sallyport.benchmarks.load.http.HttpLoad.Request;
import dev.sallyport.benchmarks.load.http.Tally;
import dev.sallyport.benchmarks.load.keys.DigestKind;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.Databases;
import dev.sallyport.benchmarks.load.process.Wrk;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Spread;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.spi.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures the effect of floods on valid traffic: latencies of valid requests at a fixed rate
 * alone, beside additional requests that need no key, and beside floods of invalid tokens from many
 * addresses.
 */
public final class Flood {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("host", "jetty"),
          Map.entry("database", "postgresql"),
          Map.entry("digest", "token"),
          Map.entry("keys", "1000"),
          Map.entry("valid-rate", "2000"),
          Map.entry("flood-rate", "10000"),
          Map.entry("flood-connections", "256"),
          Map.entry("clients", "10000"),
          Map.entry("attacked", "1000"),
          Map.entry("warmup", "8"),
          Map.entry("settle", "5"),
          Map.entry("lead", "6"),
          Map.entry("seconds", "12"),
          Map.entry("connections", "64"),
          Map.entry("launches", "3"),
          Map.entry("phases", "quiet,control,unknown,wrong"),
          Map.entry("jvm-args", "-Xmx1g"));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OWNERS = 100;

  /** Limits the compilers of the flood, which share the processors with the server. */
  private static final List<String> FLOOD_JVM = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1");

  private final Options options;
  private final Map<String, List<Answer>> phases = new LinkedHashMap<>();

  private Flood(Options options) {
    this.options = options;
  }

  public static void main(String[] args) {
    Flood program = new Flood(Options.parse(Flood.class, DEFAULTS, args));
    for (int launch = 0; launch < program.options.number("launches"); launch++) {
      program.launch();
    }
    program.report();
  }

  private void launch() {
    NumberedTokens tokens = new NumberedTokens(new SplittableRandom().nextLong());
    DigestKind digest = DigestKind.of(options.text("digest"));
    try (Databases databases = Databases.start(options.text("database"))) {
      Map<String, String> settings = new HashMap<>(databases.create("flood"));
      settings.putAll(digest.settings());
      settings.putAll(options.settings());
      try (Backend backend = SallyportInstances.database(settings)) {
        SallyportInstances.fill(backend, tokens, options.number("keys"), OWNERS, digest.digester());
      }
      settings.put(".host", options.text("host"));
      try (ChildJvm server =
          ChildJvm.start(
              SallyportServer.class,
              List.of(options.text("jvm-args").strip().split(" +", -1)),
              settings)) {
        launch(server, tokens);
      }
    }
  }

  private void launch(ChildJvm server, NumberedTokens tokens) {
    int port = (int) server.greeting().whole("port");
    List<String> headers =
        IntStream.range(0, options.number("keys"))
            .mapToObj(it -> "Authorization: Token " + tokens.token(it).reveal() + "\r\n")
            .toList();
    Wrk.warmUp(port, headers.get(0), options.number("warmup"));
    send(port, headers, options.number("settle"), outcome -> {});
    for (String phase : options.list("phases")) {
      long heapBefore = server.ask("heap").whole("bytes");
      Answer answer = phase(server, port, phase, headers, tokens);
      answer.values().put("heapBefore", String.valueOf(heapBefore));
      answer.values().put("heapAfter", server.ask("heap").text("bytes"));
      phases.computeIfAbsent(phase, it -> new ArrayList<>()).add(answer);
      Report.progress("%s: %s", phase, answer.values());
    }
  }

  private Answer phase(
      ChildJvm server, int port, String phase, List<String> headers, NumberedTokens tokens) {
    if (phase.equals("quiet")) {
      return counted(server, port, headers);
    }
    Map<String, String> arguments = new HashMap<>();
    arguments.put("port", String.valueOf(port));
    arguments.put("kind", phase);
    arguments.put("seed", String.valueOf(tokens.seed()));
    for (String name :
        List.of("flood-rate", "flood-connections", "clients", "attacked", "lead", "seconds")) {
      arguments.put(name, options.text(name));
    }
    try (ChildJvm flood = ChildJvm.start(FloodSource.class, FLOOD_JVM, arguments)) {
      flood.ask("start");
      Answer answer = counted(server, port, headers);
      answer.values().putAll(flood.ask("finish").values());
      return answer;
    }
  }

  /**
   * Sends valid traffic and counts it after a lead time, in which the server's JVM compiles new
   * code.
   */
  private Answer counted(ChildJvm server, int port, List<String> headers) {
    int lead = options.number("lead");
    Executor later = CompletableFuture.delayedExecutor(lead, TimeUnit.SECONDS);
    var span = CompletableFuture.supplyAsync(() -> Span.begin(server.pid()), later);
    Tally valid = new Tally();
    long counted = System.nanoTime() + TimeUnit.SECONDS.toNanos(lead);
    send(port, headers, lead + options.number("seconds"), valid.dueFrom(counted));
    Map<String, String> values = new HashMap<>();
    values.put("cores", String.valueOf(span.join().cores()));
    values.put("threads", server.ask("stats").text("threads"));
    values.put("valid", valid.statuses().replace(' ', ','));
    values.put("p50", String.valueOf(valid.latencies().micros(50)));
    values.put("p99", String.valueOf(valid.latencies().micros(99)));
    values.put("p999", String.valueOf(valid.latencies().micros(99.9)));
    return new Answer(values);
  }

  private void send(int port, List<String> headers, int seconds, Outcomes outcomes) {
    SplittableRandom random = new SplittableRandom();
    new HttpLoad(port, options.number("connections"), options.number("valid-rate"), TIMEOUT)
        .run(
            Duration.ofSeconds(seconds),
            () ->
                Request.get(
                    SallyportServer.GUARDED, headers.get(random.nextInt(headers.size())), 0),
            outcomes);
  }

  private void report() {
    Report.head(
        "Valid traffic under floods",
        options,
        "sallyport",
        options.text("host"),
        options.text("database"));
    Report.note(
        "valid: %s requests/s with %s verified keys, latency from when each was due; flood: %s/s, for"
            + " wrong secrets with the lookup ids of %s keys, from %s addresses; %s launches, median"
            + " (min-max); digest: %s; server, generators and database share the machine",
        options.text("valid-rate"),
        options.text("keys"),
        options.text("flood-rate"),
        options.text("attacked"),
        options.text("clients"),
        options.text("launches"),
        DigestKind.of(options.text("digest")));
    Table table =
        new Table(
            "beside it",
            "p50 us",
            "p99 us",
            "p99.9 us",
            "p99, times quiet",
            "valid, by status",
            "flood, by status",
            "flood p99 ms",
            "server CPU, cores",
            "heap before, MiB",
            "heap after, MiB",
            "threads");
    phases.forEach((phase, launches) -> row(table, phase, launches));
    Report.table(table);
  }

  private void row(Table table, String phase, List<Answer> launches) {
    List<Answer> quiet = phases.getOrDefault("quiet", launches);
    List<Double> times =
        IntStream.range(0, launches.size())
            .mapToObj(it -> launches.get(it).number("p99") / quiet.get(it).number("p99"))
            .toList();
    table.row(
        phase,
        Answer.spread(launches, it -> it.number("p50")).text(0),
        Answer.spread(launches, it -> it.number("p99")).text(0),
        Answer.spread(launches, it -> it.number("p999")).text(0),
        Spread.of(times).text(2),
        String.join("; ", launches.stream().map(it -> it.text("valid")).toList()),
        String.join(
            "; ", launches.stream().map(it -> it.values().getOrDefault("flood", "")).toList()),
        Answer.spread(
                launches,
                it -> Double.parseDouble(it.values().getOrDefault("floodP99", "NaN")) / 1e3)
            .text(1),
        Answer.spread(launches, it -> it.number("cores")).text(2),
        Answer.spread(launches, it -> it.number("heapBefore") / (1 << 20)).text(1),
        Answer.spread(launches, it -> it.number("heapAfter") / (1 << 20)).text(1),
        Answer.spread(launches, it -> it.number("threads")).text(0));
  }

  /** CPU usage of a process since an instant. */
  private record Span(long pid, long nanos, long cpuMicros) {
    static Span begin(long pid) {
      return new Span(pid, System.nanoTime(), Cpu.micros(pid));
    }

    double cores() {
      return (Cpu.micros(pid) - cpuMicros) * 1e3 / (System.nanoTime() - nanos);
    }
  }
}

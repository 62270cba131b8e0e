package dev.sallyport.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.TempFiles;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Spread;
import dev.sallyport.benchmarks.load.report.Table;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures the time that Sallyport's starter adds to the start of an empty application of Spring
 * Boot on an H2 file, from the start of the process until the application serves requests. The
 * application without Sallyport, the same with one query on a database with the tables, with
 * Sallyport on an empty database, and on one with the tables take turns.
 */
final class BootStart {
  private static final String MAIN = "dev.sallyport.benchmarks.boot.EmptyApplication";
  private static final String READY = "ready";

  private final Path module;
  private final Path folder;
  private final List<String> jvmArgs;

  private BootStart(Options options) throws IOException {
    this.module = Path.of(options.text("module"), "target");
    this.folder = Files.createTempDirectory("boot-start");
    this.jvmArgs =
        options.text("jvm-args").isBlank()
            ? List.of()
            : List.of(options.text("jvm-args").strip().split(" +", -1));
  }

  /** A kind of start: with or without Sallyport, on an empty database or on that of before. */
  private enum Start {
    WITHOUT("without Sallyport", "without", true, false),
    QUERY("without Sallyport, with a query, the tables are there", "without", false, true),
    EMPTY("with, on an empty database", "with", true, false),
    FILLED("with, the tables are there", "with", false, false);

    private final String label;
    private final String jars;
    private final boolean isEmpty;
    private final boolean hasQuery;

    Start(String label, String jars, boolean isEmpty, boolean hasQuery) {
      this.label = label;
      this.jars = jars;
      this.isEmpty = isEmpty;
      this.hasQuery = hasQuery;
    }
  }

  /** What a start took, in milliseconds. */
  private record Cost(double elapsed, double cpu) {}

  public static void main(String[] args) throws Exception {
    Options options =
        Options.parse(
            BootStart.class,
            Map.of("module", "benchmarks/spring-boot", "rounds", "15", "jvm-args", ""),
            args);
    BootStart measurement = new BootStart(options);
    try {
      print(measurement.measure(options.number("rounds")), options);
    } finally {
      TempFiles.delete(measurement.folder);
    }
  }

  /** The first round does not count: it fills the caches of files, and creates the tables. */
  private Map<Start, List<Cost>> measure(int rounds) throws Exception {
    run(Start.FILLED, 0);
    Map<Start, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Start start : Start.values()) {
        Cost cost = run(start, round);
        if (round > 0) {
          costs.computeIfAbsent(start, it -> new ArrayList<>()).add(cost);
        }
        Report.progress("round %d, %s: %s", round, start.label, cost);
      }
    }
    return costs;
  }

  private Cost run(Start start, int round) throws Exception {
    String database = start.isEmpty ? start.name() + round : "filled";
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(jvmArgs);
    command.addAll(
        List.of(
            "-cp",
            module.resolve("classes") + File.pathSeparator + module.resolve(start.jars) + "/*",
            MAIN,
            "--server.port=0",
            "--spring.datasource.url=jdbc:h2:file:" + folder.resolve(database),
            "--query=" + start.hasQuery,
            "--sallyport.paths=/api/**"));
    Path log = folder.resolve("log.txt");
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      List<String> output = new ArrayList<>();
      for (String line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
        if (line == null) {
          throw new IllegalStateException(
              "The application failed: %s%n%s"
                  .formatted(String.join("\n", output), Files.readString(log)));
        }
        output.add(line);
      }
      double elapsed = (System.nanoTime() - begun) / 1e6;
      return new Cost(elapsed, Cpu.micros(process.pid()) / 1000.0);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void print(Map<Start, List<Cost>> costs, Options options) {
    Report.head("Start of Spring Boot", options, "sallyport", "spring-boot");
    Report.note(
        "%s rounds, in which the starts take turns; median (min-max); added is the median of the"
            + " differences within each round",
        options.text("rounds"));
    Table table = new Table("empty application", "ms until ready", "added", "CPU, ms", "added");
    List<Cost> base = requireNonNull(costs.get(Start.WITHOUT));
    costs.forEach(
        (start, values) ->
            table.row(
                start.label,
                spread(values, Cost::elapsed),
                start == Start.WITHOUT ? "" : added(values, base, Cost::elapsed),
                spread(values, Cost::cpu),
                start == Start.WITHOUT ? "" : added(values, base, Cost::cpu)));
    Report.table(table);
  }

  private static String spread(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    return Spread.of(costs.stream().map(figure::applyAsDouble).toList()).text(0);
  }

  /** Compares round by round, so that disturbances of the machine affect both. */
  private static String added(List<Cost> costs, List<Cost> base, ToDoubleFunction<Cost> figure) {
    return Spread.of(
            IntStream.range(0, costs.size())
                .mapToDouble(
                    it -> figure.applyAsDouble(costs.get(it)) - figure.applyAsDouble(base.get(it)))
                .boxed()
                .toList())
        .text(0);
  }
}

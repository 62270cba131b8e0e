package dev.sallyport.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Spread;
import dev.sallyport.benchmarks.load.report.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Measures the CPU time of the {@code sallyport} command as a process, compared with an empty JVM
 * program and one that sends one query over JDBC to the same H2 file. All take turns.
 */
final class CommandStart {
  private static final String EMPTY = "empty program";
  private static final String QUERY = "one query over JDBC";

  private final Path folder;
  private final String command;
  private final String url;

  private CommandStart(Path folder, String command) {
    this.folder = folder;
    this.command = command;
    this.url = "jdbc:h2:file:" + folder.resolve("keys");
  }

  public static void main(String[] args) throws Exception {
    Options options =
        Options.parse(
            CommandStart.class,
            Map.of("command", "auth-cli/bin/sallyport", "runs", "15", "keys", "20"),
            args);
    Path folder = Files.createTempDirectory("command");
    CommandStart measurement = new CommandStart(folder, options.text("command"));
    measurement.fill(options.number("keys"));
    print(measurement.measure(options.number("runs")), options);
  }

  /** Creates keys, and waits until the launcher has archived its classes. */
  private void fill(int keys) throws Exception {
    run(List.of(command, "migrate"));
    run(List.of(command, "users", "create", "--user=ada", "--staff", "--no-password"));
    for (int i = 0; i < keys; i++) {
      run(List.of(command, "keys", "create", "--user=ada", "--name=key " + i));
    }
    Path archives = folder.resolve("cache/sallyport");
    while (!isArchivedIn(archives)) {
      Report.progress("waiting for the archive of classes");
      run(List.of("sleep", "2"));
    }
  }

  private static boolean isArchivedIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(it -> it.toString().endsWith(".jsa"));
    }
  }

  private Map<String, List<Double>> measure(int runs) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    copyClass(EmptyProgram.class);
    copyClass(QueryProgram.class);
    String h2 = copyH2().toString();
    Map<String, List<String>> programs = new LinkedHashMap<>();
    programs.put(EMPTY, List.of(java, "-cp", folder.toString(), EmptyProgram.class.getName()));
    programs.put("`sallyport --help`", List.of(command, "--help"));
    programs.put("`sallyport keys --help`", List.of(command, "keys", "--help"));
    programs.put("`sallyport keys list --help`", List.of(command, "keys", "list", "--help"));
    programs.put(QUERY, List.of(java, "-cp", folder + ":" + h2, QueryProgram.class.getName(), url));
    programs.put("`sallyport keys list`", List.of(command, "keys", "list"));
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int run = 0; run < runs; run++) {
      for (Map.Entry<String, List<String>> program : programs.entrySet()) {
        long before = ended();
        run(program.getValue());
        millis
            .computeIfAbsent(program.getKey(), name -> new ArrayList<>())
            .add((ended() - before) / 1000.0);
      }
      Report.progress("run %d of %d", run + 1, runs);
    }
    return millis;
  }

  /** Returns the CPU time of all processes that this one started and waited for. */
  private static long ended() {
    return Cpu.microsOfEnded(ProcessHandle.current().pid());
  }

  private void run(List<String> program) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(program)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("error.txt").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("SALLYPORT_DB_URL", url);
    int exitCode = builder.start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(
          program + ": " + Files.readString(folder.resolve("error.txt")));
    }
  }

  private static void print(Map<String, List<Double>> millis, Options options) {
    Report.head("The command", options, "h2");
    Table table = new Table("program", "CPU, ms", "times the empty program", "times one query");
    double empty = Spread.of(requireNonNull(millis.get(EMPTY))).median();
    double query = Spread.of(requireNonNull(millis.get(QUERY))).median();
    millis.forEach(
        (name, values) -> {
          Spread spread = Spread.of(values);
          table.row(
              name,
              spread.text(0),
              "%.1f".formatted(spread.median() / empty),
              "%.1f".formatted(spread.median() / query));
        });
    Report.table(table);
  }

  private void copyClass(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream bytes = requireNonNull(type.getResourceAsStream("/" + name))) {
      Files.copy(bytes, file);
    }
  }

  /** Copies H2 out of the jar of the benchmarks, whose size would slow the program down. */
  private Path copyH2() throws IOException {
    Path copy = folder.resolve("h2.jar");
    try (JarFile all = new JarFile(System.getProperty("java.class.path"));
        OutputStream file = Files.newOutputStream(copy);
        JarOutputStream h2 = new JarOutputStream(file)) {
      for (JarEntry entry : all.stream().toList()) {
        if (entry.getName().startsWith("org/h2/") && !entry.isDirectory()) {
          h2.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream bytes = all.getInputStream(entry)) {
            bytes.transferTo(h2);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run with -cp benchmarks/target/benchmarks.jar", e);
    }
    return copy;
  }
}

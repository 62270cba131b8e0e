package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.TempFiles;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the memory of a million verified keys: bytes of heap per key with everything Sallyport
 * stores for it, and the longest pause of the garbage collector while the keys were verified.
 */
public final class CachedKeys {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "keys", "1000000",
          "beyond", "500000",
          "owners", "100000",
          "digest", "argon2id",
          "threads", "2",
          "launches", "3",
          "jvm-args", "");
  private static final Pattern PAUSE = Pattern.compile("Pause (.*) ([0-9.]+)ms$");

  private final Options options;
  private final List<Answer> launches = new ArrayList<>();

  private CachedKeys(Options options) {
    this.options = options;
  }

  public static void main(String[] args) throws IOException {
    CachedKeys program = new CachedKeys(Options.parse(CachedKeys.class, DEFAULTS, args));
    for (int launch = 0; launch < program.options.number("launches"); launch++) {
      program.launch();
    }
    program.report();
  }

  private void launch() throws IOException {
    Map<String, String> arguments = options.settings();
    arguments.putIfAbsent("verified-tokens", options.text("keys"));
    for (String name : List.of("keys", "beyond", "owners", "digest", "threads")) {
      arguments.put("." + name, options.text(name));
    }
    Path directory = Files.createTempDirectory("sallyport-load-gc");
    Path log = directory.resolve("gc.log");
    List<String> jvmArgs = new ArrayList<>(List.of("-Xlog:gc:file=" + log));
    Stream.of(options.text("jvm-args").split(" ", -1))
        .filter(it -> !it.isEmpty())
        .forEach(jvmArgs::add);
    try (ChildJvm child = ChildJvm.start(CachedKeysNode.class, jvmArgs, arguments)) {
      child.ask("settle");
      int linesBefore = Files.readAllLines(log).size();
      Answer answer = child.ask("fill");
      int linesAtHalf = Files.readAllLines(log).size();
      Answer secondHalf = child.ask("fill");
      List<String> lines = Files.readAllLines(log);
      double seconds = answer.number("seconds") + secondHalf.number("seconds");
      answer.values().put("perSecond", String.valueOf(options.number("keys") / seconds));
      answer.values().put("pause", longest(lines.subList(linesBefore, linesAtHalf)));
      answer.values().put("laterPause", longest(lines.subList(linesAtHalf, lines.size())));
      answer.values().putAll(child.ask("weigh").values());
      launches.add(answer);
      Report.progress("launch done: %s", answer.values());
    } finally {
      TempFiles.delete(directory);
    }
  }

  /** Returns the longest pause in milliseconds. Explicitly requested collections do not count. */
  private static String longest(List<String> lines) {
    double longest = 0;
    for (String line : lines) {
      Matcher matcher = PAUSE.matcher(line);
      if (matcher.find() && !matcher.group(1).contains("System.gc()")) {
        longest = Math.max(longest, Double.parseDouble(matcher.group(2)));
      }
    }
    return String.valueOf(longest);
  }

  private void report() {
    Report.head("Cached keys", options, "sallyport");
    Report.note(
        "%,d keys of %,d owners, %s digests; %s launches; median (min-max); G1, default heap unless"
            + " the command says otherwise",
        options.number("keys"),
        options.number("owners"),
        options.text("digest"),
        options.text("launches"));
    Table table =
        new Table(
            "bytes of heap per key",
            "bytes per key with " + options.text("beyond") + " more seen",
            "fill, keys/s",
            "longest pause of the first half, ms",
            "of the second half, ms");
    double keys = options.number("keys");
    table.row(
        Answer.spread(launches, it -> (it.number("full") - it.number("empty")) / keys).text(1),
        Answer.spread(launches, it -> (it.number("beyond") - it.number("empty")) / keys).text(1),
        Answer.spread(launches, it -> it.number("perSecond")).text(0),
        Answer.spread(launches, it -> it.number("pause")).text(1),
        Answer.spread(launches, it -> it.number("laterPause")).text(1));
    Report.table(table);
  }
}

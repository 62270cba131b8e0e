package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.process.ChildJvm;
import dev.sallyport.benchmarks.load.process.Cpu;
import dev.sallyport.benchmarks.load.process.Wrk;
import dev.sallyport.benchmarks.load.report.Answer;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Spread;
import dev.sallyport.benchmarks.load.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the cost of a subject over HTTP: an embedded server in a separate JVM, loaded by wrk
 * over persistent connections, without a subject and with each in turn, in several launches.
 */
public final class Throughput {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "hosts", "jetty,tomcat",
          "subjects", "none,sallyport",
          "launches", "3",
          "warmup", "5",
          "seconds", "8",
          "connections", "32",
          "wrk-threads", "1",
          "jvm-args", "-Xms1g -Xmx1g");

  private final Options options;
  private final Map<Cell, List<Answer>> cells = new LinkedHashMap<>();

  private Throughput(Options options) {
    this.options = options;
  }

  private record Cell(String host, String subject) {}

  public static void main(String[] args) {
    Throughput program = new Throughput(Options.parse(Throughput.class, DEFAULTS, args));
    program.measure();
    program.report();
  }

  private void measure() {
    for (int launch = 0; launch < options.number("launches"); launch++) {
      for (String host : options.list("hosts")) {
        for (String subject : options.list("subjects")) {
          Answer answer = measure(host, subject);
          cells.computeIfAbsent(new Cell(host, subject), it -> new ArrayList<>()).add(answer);
          Report.progress("%s %s: %s", host, subject, answer.values());
        }
      }
    }
  }

  private Answer measure(String host, String subject) {
    Map<String, String> arguments = Map.of(".host", host, ".subject", subject);
    List<String> jvmArgs = List.of(options.text("jvm-args").strip().split(" +", -1));
    Wrk wrk = new Wrk(options.number("wrk-threads"), options.number("connections"));
    try (ChildJvm server = ChildJvm.start(SubjectServer.class, jvmArgs, arguments)) {
      int port = (int) server.greeting().whole("port");
      String authorization = server.ask("authorization").text("value").replace('+', ' ');
      wrk.run(port, authorization, options.number("warmup"));
      Answer before = server.ask("stats");
      long cpuBefore = Cpu.micros(server.pid());
      Answer answer = wrk.run(port, authorization, options.number("seconds"));
      long cpu = Cpu.micros(server.pid()) - cpuBefore;
      long bytes = server.ask("stats").whole("allocated") - before.whole("allocated");
      answer.values().put("cpu", String.valueOf(cpu / answer.number("requests")));
      answer.values().put("bytes", String.valueOf(bytes / answer.number("requests")));
      return answer;
    }
  }

  private void report() {
    Report.head(
        "Throughput over HTTP",
        options,
        "sallyport",
        "jetty",
        "tomcat",
        "spring-security",
        "shiro",
        "pac4j");
    Report.note(
        "%s launches of each, interleaved; wrk with %s connections kept open on the same machine;"
            + " median (min-max)",
        options.text("launches"), options.text("connections"));
    Table table =
        new Table(
            "server",
            "subject",
            "requests/s",
            "p50 us",
            "p99 us",
            "CPU us/request",
            "bytes/request",
            "failures");
    cells.forEach(
        (cell, launches) ->
            table.row(
                cell.host(),
                cell.subject(),
                Answer.spread(launches, it -> it.number("perSecond")).text(0),
                Answer.spread(launches, it -> it.number("p50")).text(0),
                Answer.spread(launches, it -> it.number("p99")).text(0),
                Answer.spread(launches, it -> it.number("cpu")).text(1),
                Answer.spread(launches, it -> it.number("bytes")).text(0),
                launches.stream().mapToLong(it -> it.whole("failures")).sum()));
    Report.table(table);
    Report.table(ratios());
  }

  /** Compares launch by launch, so that disturbances of the machine affect both. */
  private Table ratios() {
    String first = options.list("subjects").get(0);
    Table table =
        new Table(
            "server",
            "subject",
            "requests/s, % of " + first,
            "p99, % of " + first,
            "additional CPU us/request",
            "additional bytes/request");
    cells.forEach(
        (cell, launches) -> {
          List<Answer> base = cells.getOrDefault(new Cell(cell.host(), first), List.of());
          if (!cell.subject().equals(first)) {
            table.row(
                cell.host(),
                cell.subject(),
                share(launches, base, "perSecond").text(1),
                share(launches, base, "p99").text(0),
                more(launches, base, "cpu").text(2),
                more(launches, base, "bytes").text(0));
          }
        });
    return table;
  }

  private static Spread share(List<Answer> launches, List<Answer> base, String name) {
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < launches.size(); i++) {
      shares.add(100 * launches.get(i).number(name) / base.get(i).number(name));
    }
    return Spread.of(shares);
  }

  private static Spread more(List<Answer> launches, List<Answer> base, String name) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < launches.size(); i++) {
      differences.add(launches.get(i).number(name) - base.get(i).number(name));
    }
    return Spread.of(differences);
  }
}

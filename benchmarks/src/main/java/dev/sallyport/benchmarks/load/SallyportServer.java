package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.benchmarks.load.http.Host;
import dev.sallyport.benchmarks.load.keys.Churn;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.process.JvmStats;
import dev.sallyport.servlet.SallyportFilters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Server of {@link Flood} and {@link Outage}: an application behind Sallyport over a database,
 * which trusts {@code X-Forwarded-For} and exempts the path {@value #OPEN}.
 */
final class SallyportServer {
  static final String OPEN = "/open";
  static final String GUARDED = "/guarded";

  private SallyportServer() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>(Commands.arguments(args));
    Host host = Host.of(Commands.take(settings, ".host"));
    Map<String, String> http = Map.of("trusted-proxies", "127.0.0.1", "exempt-paths", OPEN);
    Sallyport sallyport = SallyportInstances.open(settings);
    int port = host.start(SallyportFilters.of(sallyport, http));
    new Commands()
        .on("stats", it -> JvmStats.now())
        .on("churn", it -> churn(sallyport, Path.of(it)))
        .on("heap", it -> Map.of("bytes", JvmStats.heapAfterGc()))
        .serve(Map.of("port", port));
    sallyport.close();
    System.exit(0);
  }

  private static Map<String, Object> churn(Sallyport sallyport, Path acknowledged) {
    Thread thread = new Thread(new Churn(sallyport, acknowledged), "churn");
    thread.setDaemon(true);
    thread.start();
    return Commands.DONE;
  }
}

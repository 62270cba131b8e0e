package dev.sallyport.jdbc;

import dev.sallyport.Sallyport;
import java.util.Map;

/** Application that changes keys until it is killed and reports each change on standard output. */
final class CrashingApplication {
  static final String BEGUN = "begun ";
  static final String DONE = "done ";

  /** End of each line, so that a truncated line is recognized. */
  static final String END = " .";

  private CrashingApplication() {}

  /**
   * Changes keys with a number of workers.
   *
   * @param arguments JDBC URL, user, number of the first worker, number of workers
   */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of("db-url", arguments[0], "db-user", arguments[1], "digest", "sha512");
    Sallyport sallyport = ConfiguredSallyport.with(settings);
    int first = Integer.parseInt(arguments[2]);
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      KeyWorker worker =
          new KeyWorker(
              first + i,
              sallyport.keys(),
              change -> System.out.println(BEGUN + change + END),
              change -> System.out.println(DONE + change + END));
      new Thread(worker, "worker-" + i).start();
    }
  }
}

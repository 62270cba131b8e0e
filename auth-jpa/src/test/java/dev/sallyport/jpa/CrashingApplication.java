package dev.sallyport.jpa;

import dev.sallyport.Sallyport;
import java.util.Map;

/** An application that changes keys until it is killed, and says so on its standard output. */
final class CrashingApplication {
  static final String BEGUN = "begun ";
  static final String DONE = "done ";

  /** At the end of each line, so that one that was cut off is known. */
  static final String END = " .";

  private CrashingApplication() {}

  /**
   * Changes keys of as many workers as it is told.
   *
   * @param arguments URL of JDBC, user, number of the first worker, how many
   */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of("db-url", arguments[0], "db-user", arguments[1], "digest", "sha512");
    Sallyport sallyport = Opened.with(settings);
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

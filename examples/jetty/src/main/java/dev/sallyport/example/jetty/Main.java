package dev.sallyport.example.jetty;

import dev.sallyport.config.SettingException;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.UUID;

/** Starts the example: {@code mvn -Pexample}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    // H2 would let the sallyport command in from every network otherwise.
    System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
    try {
      ExampleSettings settings = ExampleSettings.read();
      ExampleServer server = new ExampleServer(settings.port(), settings.contextParams());
      server.start();
      server.stopAtShutdown(); // only now: what has not started cannot be stopped in good order
      StopSignals.onStop(server::close);
      if (settings.embedded().isPresent()) {
        settings.embedded().get().protect();
      }
      welcome(System.out, settings, server);
      server.join();
    } catch (Exception e) {
      System.err.println("The example did not start: " + explain(e));
      System.exit(1);
    }
  }

  static void welcome(PrintStream out, ExampleSettings settings, ExampleServer server) {
    Welcome welcome = new Welcome(out, server.uri());
    Optional<FirstStart> first = FirstStart.on(server.sallyport());
    first.ifPresentOrElse(welcome::showOnce, welcome::showRequests);
    settings.embedded().ifPresent(it -> welcome.showDatabase(it.options(), newest(server)));
    welcome.showPage(server.pageUri());
    welcome.showEnd();
  }

  /** The id of the latest key there is. */
  private static Optional<UUID> newest(ExampleServer server) {
    ApiKeyQuery query = ApiKeyQuery.all().ofOwner(FirstStart.OWNER).page(0, 1);
    return server.sallyport().keys().list(query).items().stream().map(ApiKey::id).findFirst();
  }

  /** The sentence for the operator, which the container has wrapped in its own exceptions. */
  private static String explain(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingException || cause instanceof StoreException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return thrown.toString();
  }
}

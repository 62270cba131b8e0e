package dev.sallyport.example.jetty;

import dev.sallyport.config.SettingException;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.UUID;

/** Main class of the example, started by {@code mvn -Pexample}. */
public final class Main {
  private Main() {}

  /** Starts the server, and exits with the status 1 if that fails. */
  public static void main(String[] args) throws Exception {
    // Otherwise H2 would accept connections of other processes from every network.
    System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
    try {
      ExampleSettings settings = ExampleSettings.read();
      ExampleServer server = new ExampleServer(settings.port(), settings.contextParams());
      server.start();
      server.stopAtShutdown(); // after the start: a server that has not started cannot stop
      // gracefully
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

  /** Returns the id of the newest key. */
  private static Optional<UUID> newest(ExampleServer server) {
    ApiKeyQuery query = ApiKeyQuery.all().ofOwner(FirstStart.OWNER).page(0, 1);
    return server.sallyport().keys().list(query).items().stream().map(ApiKey::id).findFirst();
  }

  /** Returns the message for the operator, from the cause of the container's exceptions. */
  private static String explain(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingException || cause instanceof StoreException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return thrown.toString();
  }
}

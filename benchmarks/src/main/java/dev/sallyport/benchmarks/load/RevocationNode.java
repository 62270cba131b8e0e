package dev.sallyport.benchmarks.load;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node of {@link Revocation}: deactivates, or is asked all the time. */
final class RevocationNode {
  private static final int ATTEMPTS = 30;
  private static final long PAUSE_NANOS = 100_000;

  private final Sallyport sallyport;
  private final NumberedTokens tokens;
  private @Nullable Watch watch;

  private RevocationNode(Sallyport sallyport, NumberedTokens tokens) {
    this.sallyport = sallyport;
    this.tokens = tokens;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = Commands.arguments(args);
    NumberedTokens tokens = new NumberedTokens(Long.parseLong(Commands.take(settings, ".seed")));
    try (Sallyport sallyport = Gates.open(settings)) {
      RevocationNode node = new RevocationNode(sallyport, tokens);
      new Commands()
          .on("watch", node::watch)
          .on("stop", it -> node.stop())
          .on("deactivate", node::deactivate)
          .serve(Commands.DONE);
    }
    System.exit(0);
  }

  private Map<String, Object> deactivate(String argument) {
    int number = Integer.parseInt(argument);
    Secret token = tokens.token(number);
    prove(token);
    if (sallyport.keys().deactivate(tokens.id(number)).isEmpty()) {
      throw new IllegalStateException("there is no such key");
    }
    long at = System.nanoTime();
    return Map.of("at", at, "acceptedAfter", ask(token) == Said.YES ? 1 : 0);
  }

  private Map<String, Object> watch(String argument) {
    String[] parts = argument.split(" ", -1);
    int from = Integer.parseInt(parts[0]);
    watch =
        new Watch(
            IntStream.range(from, Integer.parseInt(parts[1]))
                .mapToObj(tokens::token)
                .toArray(Secret[]::new));
    for (Secret key : watch.keys) {
      prove(key);
    }
    watch.start();
    return Commands.DONE;
  }

  private Map<String, Object> stop() throws InterruptedException {
    Watch stopped = requireNonNull(watch);
    stopped.stopped = true;
    stopped.join();
    return Map.of(
        "last",
        Arrays.stream(stopped.lastLetIn).mapToObj(String::valueOf).collect(joining(",")),
        "again",
        stopped.letInAgain);
  }

  /** What the gate says of a token. */
  private enum Said {
    YES,
    NO,
    NOT_NOW
  }

  private Said ask(Secret token) {
    try {
      return sallyport.authenticator().authenticate(token) instanceof Authenticated ? Said.YES : Said.NO;
    } catch (StoreException | OverloadedException e) {
      return Said.NOT_NOW;
    }
  }

  /** Makes the gate know a good token, however long it takes the store to wake up. */
  private void prove(Secret token) {
    Said said = Said.NOT_NOW;
    for (int attempt = 0; attempt < ATTEMPTS && said == Said.NOT_NOW; attempt++) {
      said = ask(token);
    }
    if (said != Said.YES) {
      throw new IllegalStateException("a good key was not let in");
    }
  }

  /** Asks for some keys in turn, and remembers when each was last let in. */
  private final class Watch extends Thread {
    private final Secret[] keys;
    private final long[] lastLetIn;
    private final boolean[] refused;
    private int letInAgain;
    private volatile boolean stopped;

    Watch(Secret[] keys) {
      this.keys = keys;
      this.lastLetIn = new long[keys.length];
      this.refused = new boolean[keys.length];
    }

    @Override
    public void run() {
      while (!stopped) {
        for (int i = 0; i < keys.length; i++) {
          long now = System.nanoTime();
          Said said = ask(keys[i]);
          if (said == Said.YES) {
            lastLetIn[i] = now;
            letInAgain += refused[i] ? 1 : 0;
          }
          refused[i] |= said == Said.NO;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}

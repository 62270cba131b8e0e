package dev.sallyport.benchmarks.load;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.benchmarks.load.keys.NumberedTokens;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Node of {@link Revocation}: deactivates keys, or authenticates them continuously. */
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
    try (Sallyport sallyport = SallyportInstances.open(settings)) {
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
    verify(token);
    if (sallyport.keys().deactivate(tokens.id(number)).isEmpty()) {
      throw new IllegalStateException("unknown key");
    }
    long at = System.nanoTime();
    return Map.of("at", at, "acceptedAfter", authenticate(token) == Result.AUTHENTICATED ? 1 : 0);
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
      verify(key);
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
        Arrays.stream(stopped.lastAuthenticated).mapToObj(String::valueOf).collect(joining(",")),
        "again",
        stopped.authenticatedAgain);
  }

  /** Result of authenticating a token. */
  private enum Result {
    AUTHENTICATED,
    DENIED,
    UNAVAILABLE
  }

  private Result authenticate(Secret token) {
    try {
      return sallyport.authenticator().authenticate(token) instanceof Authenticated
          ? Result.AUTHENTICATED
          : Result.DENIED;
    } catch (StoreException | OverloadedException e) {
      return Result.UNAVAILABLE;
    }
  }

  /** Authenticates a valid token, repeating while the store is unavailable. */
  private void verify(Secret token) {
    Result result = Result.UNAVAILABLE;
    for (int attempt = 0; attempt < ATTEMPTS && result == Result.UNAVAILABLE; attempt++) {
      result = authenticate(token);
    }
    if (result != Result.AUTHENTICATED) {
      throw new IllegalStateException("a valid key was not authenticated");
    }
  }

  /** Authenticates some keys in turn and records when each was last authenticated. */
  private final class Watch extends Thread {
    private final Secret[] keys;
    private final long[] lastAuthenticated;
    private final boolean[] denied;
    private int authenticatedAgain;
    private volatile boolean stopped;

    Watch(Secret[] keys) {
      this.keys = keys;
      this.lastAuthenticated = new long[keys.length];
      this.denied = new boolean[keys.length];
    }

    @Override
    public void run() {
      while (!stopped) {
        for (int i = 0; i < keys.length; i++) {
          long now = System.nanoTime();
          Result result = authenticate(keys[i]);
          if (result == Result.AUTHENTICATED) {
            lastAuthenticated[i] = now;
            authenticatedAgain += denied[i] ? 1 : 0;
          }
          denied[i] |= result == Result.DENIED;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}

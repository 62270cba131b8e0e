package dev.sallyport.example.jetty;

import static org.awaitility.Awaitility.await;

import dev.sallyport.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send requests with one key, one after the other, until they are closed. */
final class Clients implements AutoCloseable {
  private static final int THREADS = 6;

  private final Map<Integer, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong lastAccepted = new AtomicLong(Long.MIN_VALUE);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;

  Clients(URI uri, Secret token) {
    request =
        HttpRequest.newBuilder(uri.resolve(RunningExample.WHOAMI))
            .header("Authorization", "Token " + token.reveal())
            .build();
    for (int i = 0; i < THREADS; i++) {
      threads.execute(this::sendUntilShutdown);
    }
  }

  /** Returns the number of responses by status; 0 for requests without a response. */
  Map<Integer, AtomicLong> counts() {
    return counts;
  }

  /** Returns the time at which the last accepted request began, by {@link System#nanoTime}. */
  long lastAccepted() {
    return lastAccepted.get();
  }

  /** Waits for more responses of requests that begin after this call. */
  void awaitMore(int responses) {
    long before = total() + THREADS;
    await().atMost(Duration.ofMinutes(1)).until(() -> total() >= before + responses);
  }

  private long total() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private void sendUntilShutdown() {
    while (!threads.isShutdown()) {
      long began = System.nanoTime();
      int status = send();
      if (status == 200) {
        lastAccepted.accumulateAndGet(began, Math::max);
      }
      counts.computeIfAbsent(status, any -> new AtomicLong()).incrementAndGet();
    }
  }

  private int send() {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    await().atMost(Duration.ofMinutes(1)).until(threads::isTerminated);
  }
}

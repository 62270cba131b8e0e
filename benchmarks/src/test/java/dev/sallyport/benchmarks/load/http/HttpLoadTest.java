package dev.sallyport.benchmarks.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.benchmarks.load.http.HttpLoad.Request;
import dev.sallyport.benchmarks.load.process.RedisPorts;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Test
  void sendsAtTheGivenRateAndReportsEveryResponse() throws Exception {
    int port = Host.JETTY.start(null);
    Tally tally = new Tally();
    AtomicInteger tags = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    new HttpLoad(port, 4, 500, TIMEOUT)
        .run(
            Duration.ofMillis(400),
            () -> Request.get("/hello", "X-Nothing: here\r\n", tags.getAndIncrement()),
            outcome -> {
              tally.count(outcome);
              received.accumulateAndGet(1 << outcome.tag() % 4, (a, b) -> a | b);
            });
    assertThat(tally.statuses()).isEqualTo("200:200");
    assertThat(received.get()).isEqualTo(0b1111);
  }

  @Test
  void countsRequestsWithoutAResponseWithTheirWaitingTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Tally tally = new Tally();
      Duration timeout = Duration.ofMillis(200);
      new HttpLoad(silent.getLocalPort(), 2, 100, timeout)
          .run(Duration.ofMillis(100), () -> Request.get("/", "", 0), tally::count);
      assertThat(tally.statuses()).isEqualTo("0:10");
      assertThat(tally.latencies().micros(0)).isGreaterThanOrEqualTo(200_000);
    }
  }

  @Test
  void countsRequestsThatCannotBeSent() throws Exception {
    int closed = RedisPorts.free();
    Tally tally = new Tally();
    new HttpLoad(closed, 2, 100, TIMEOUT)
        .run(Duration.ofMillis(100), () -> Request.get("/", "", 0), tally::count);
    assertThat(tally.statuses()).isEqualTo("0:10");
  }
}

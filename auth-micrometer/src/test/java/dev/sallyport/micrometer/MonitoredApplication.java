package dev.sallyport.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An application with meters, which Prometheus can scrape. */
final class MonitoredApplication implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TwoNodes cluster = new TwoNodes();
  private final SallyportFixture fixture =
      new SallyportFixture(
          it ->
              it.cluster(cluster)
                  .setting("rate-limits", "key:200/1m")
                  .listener(new SallyportMetrics(registry)));
  private final HttpServer server;

  MonitoredApplication() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns the names of all meters. */
  Set<String> meters() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(Meter.Id::getName)
        .collect(Collectors.toSet());
  }

  String scrape() {
    return registry.scrape();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = scrape().getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Changes the value of every meter. */
  void useEverything() {
    Created created = fixture.create();
    for (int i = 0; i < 300; i++) {
      fixture.check(created.token());
    }
    fixture.check(Secret.of("nonsense"));
    fixture.check(TokenFormat.sallyport("sp").generate());
    cluster.deliver(new Invalidation.OfKey(UUID.randomUUID()));
    fixture.sallyport.logins().orElseThrow().logIn(login());
    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.store.down = true;
    try {
      fixture.check(created.token());
      fixture.check(TokenFormat.sallyport("sp").generate());
    } catch (StoreException expected) {
      fixture.store.down = false;
    }
  }

  private static LoginRequest login() {
    return LoginRequest.of("ada", Secret.of("wrong"), "192.0.2.7");
  }

  @Override
  public void close() {
    server.stop(0);
    fixture.close();
  }
}

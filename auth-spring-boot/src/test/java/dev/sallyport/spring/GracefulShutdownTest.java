package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A request in flight ends as usual while the application does. */
class GracefulShutdownTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Keys controller(ApiKeyManager keys) {
      return new Keys(keys, new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  @RestController
  record Keys(ApiKeyManager keys, CountDownLatch started, CountDownLatch closing) {
    @GetMapping("/api/key")
    String create() throws InterruptedException {
      started.countDown();
      closing.await();
      return keys.create(CreateKeyRequest.of(Owner.of("ada"), "late")) instanceof Created
          ? "created"
          : "denied";
    }
  }

  @Test
  @Timeout(60)
  void aRequestInFlightIsServedAndItsUseStored() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    App app =
        App.startOn(url, Application.class, "sallyport.paths=/api/**", "server.shutdown=graceful");
    app.bean(OwnerManager.class).createUser(User.service(App.ADA));
    App.Token token = new App.Token(app.token());
    Keys controller = app.bean(Keys.class);
    URI server = app.uri("/");

    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(() -> app.send("GET", "/api/key", token));
    controller.started().await();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close);
    try {
      await().forever().until(() -> !isOpen(server));
      assertThat(closed).isNotDone();
    } finally {
      controller.closing().countDown();
    }

    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(response.get().body()).isEqualTo("created");
    closed.get();
    assertThat(count(url, "name = 'late'")).isOne();
    assertThat(count(url, "last_used_at is not null")).isOne();
  }

  private static boolean isOpen(URI server) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int count(String url, String condition) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        ResultSet keys =
            connection
                .createStatement()
                .executeQuery("select count(*) from sallyport_key where " + condition)) {
      keys.next();
      return keys.getInt(1);
    }
  }
}

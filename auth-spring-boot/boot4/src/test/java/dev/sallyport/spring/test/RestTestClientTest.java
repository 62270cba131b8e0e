package dev.sallyport.spring.test;

import dev.sallyport.key.Owner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Requests by the client of Spring Framework 7. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = NotesApplication.PATHS)
class RestTestClientTest {
  @Autowired TestApiKeys keys;

  @Value("${local.server.port}")
  int port;

  @Test
  void aRequestHasAKeyOfTheStore() {
    RestTestClient client =
        RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    client
        .get()
        .uri("/api/me")
        .headers(keys.header(Owner.of("ada"), "notes:read"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .isEqualTo("ada@default");
    client.get().uri("/api/me").exchange().expectStatus().isUnauthorized();
  }
}

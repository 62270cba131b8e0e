package dev.sallyport.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.key.Owner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.client.HttpClientErrorException.Unauthorized;
import org.springframework.web.client.RestClient;

/** Requests to a running server have real keys. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = NotesApplication.PATHS)
class ServerTest {
  @Autowired TestApiKeys keys;

  @Value("${local.server.port}")
  int port;

  @Test
  @WithApiKey
  void aRequestHasAKeyOfTheStore() {
    RestClient client = RestClient.create("http://localhost:" + port);
    // sample: header
    String owner =
        client
            .get()
            .uri("/api/me")
            .headers(keys.header(Owner.of("ada"), "notes:read"))
            .retrieve()
            .body(String.class);
    // end
    assertThat(owner).isEqualTo("ada@default");
    assertThatThrownBy(() -> client.get().uri("/api/me").retrieve().body(String.class))
        .isInstanceOf(Unauthorized.class);
  }

  @Test
  void aWebTestClientHasAKeyOfTheStore() {
    WebTestClient client = WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
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

package dev.sallyport.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.RequestEntity;
import org.springframework.test.context.TestPropertySource;

/** Requests by the client of Spring Boot 3. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = NotesApplication.PATHS)
class TestRestTemplateTest {
  @Autowired TestApiKeys keys;
  @Autowired TestRestTemplate client;

  @Test
  void aRequestHasAKeyOfTheStore() {
    RequestEntity<Void> request =
        RequestEntity.get("/api/me").headers(keys.header(Owner.of("ada"), "notes:read")).build();

    assertThat(client.exchange(request, String.class).getBody()).isEqualTo("ada@default");
    assertThat(client.getForEntity("/api/me", String.class).getStatusCode().value()).isEqualTo(401);
  }
}

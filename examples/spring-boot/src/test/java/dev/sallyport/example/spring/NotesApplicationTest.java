package dev.sallyport.example.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spring.test.TestApiKeys;
import dev.sallyport.token.Secret;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException.Unauthorized;
import org.springframework.web.client.RestClient;

/** The running application. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.datasource.url=jdbc:h2:mem:server")
class NotesApplicationTest {
  @Autowired TestApiKeys testKeys;
  @Autowired MemberService members;
  @Autowired ApiKeyManager keys;

  @Value("${local.server.port}")
  int port;

  @Test
  void theKeyOfAMemberWorksUntilTheMemberIsDeactivated() {
    Secret token = members.signUp("bob", "acme", "secret", "USER");
    assertThat(notes(token).getStatusCode().value()).isEqualTo(200);

    members.deactivate("bob");
    assertThatThrownBy(() -> notes(token)).isInstanceOf(Unauthorized.class);
  }

  @Test
  void aFailedSignUpLeavesNoKey() {
    Owner ada = new Owner("northwind", "ada");
    long before = keys.list(ApiKeyQuery.all().ofOwner(ada).page(0, 10)).total();

    assertThatThrownBy(() -> members.signUp("x".repeat(200), "northwind", "secret", "USER"))
        .isInstanceOf(RuntimeException.class);
    assertThat(keys.list(ApiKeyQuery.all().page(0, 10)).items())
        .noneMatch(it -> it.owner().userId().startsWith("xx"));
    assertThat(keys.list(ApiKeyQuery.all().ofOwner(ada).page(0, 10)).total()).isEqualTo(before);
  }

  @Test
  void theManagementApiNeedsAKeyOfAMember() {
    String owned =
        client()
            .get()
            .uri("/admin/api/v1/keys")
            .headers(testKeys.header(new Owner("northwind", "ada"), "admin:read"))
            .retrieve()
            .body(String.class);
    assertThat(owned).contains("\"first\"");
    assertThatThrownBy(() -> client().get().uri("/admin/api/v1/keys").retrieve().toBodilessEntity())
        .isInstanceOf(Unauthorized.class);
  }

  @Test
  void theConsoleIsBehindTheLogin() {
    ResponseEntity<Void> response = client().get().uri("/admin/keys").retrieve().toBodilessEntity();

    assertThat(response.getHeaders().getLocation()).hasPath("/login");
  }

  private ResponseEntity<Void> notes(Secret token) {
    return client()
        .get()
        .uri("/api/notes")
        .headers(it -> it.setBearerAuth(token.reveal()))
        .retrieve()
        .toBodilessEntity();
  }

  private RestClient client() {
    return RestClient.create("http://localhost:" + port);
  }
}

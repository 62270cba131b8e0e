package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.credential.Credential;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Beans of the application have an effect, in a chain of Spring Security and in the filter. */
class BeansTest {
  private static final String HEADER = "X-Partner-Key";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithBeans {
    @Bean
    CredentialExtractor extractor() {
      return request -> {
        String value = request.getHeader(HEADER);
        return value == null
            ? Credential.absent()
            : Credential.present(Secret.of(value), CredentialLocation.header(HEADER));
      };
    }

    @Bean
    DenialResponder responder() {
      return new TextResponder();
    }

    @Bean
    ResourceResolver resolver() {
      return request ->
          Optional.of(request.path())
              .filter(it -> it.startsWith("/api/rooms/"))
              .map(it -> new ResourceId("room", it.substring("/api/rooms/".length())));
    }

    @Bean
    ResourceDirectory directory() {
      return id ->
          Optional.of(
              Resource.unbound(id, id.name().equals("own") ? App.ADA.accountId() : "other"));
    }

    @Bean
    RecordingCluster cluster() {
      return new RecordingCluster(new CopyOnWriteArrayList<>());
    }

    @Bean
    Rooms rooms() {
      return new Rooms();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithOwnInstance {
    @Bean
    Sallyport ownSallyport() {
      return Sallyport.builder(new InMemoryBackend()).build();
    }

    @Bean
    ApiKeyManager ownKeys(Sallyport sallyport) {
      return sallyport.keys().as(AuditContext.of("test", ""));
    }

    @Bean
    Rooms rooms() {
      return new Rooms();
    }
  }

  @RestController
  static class Rooms {
    @GetMapping("/api/rooms/{name}")
    String room(HttpServletRequest request) {
      return request.getRemoteUser();
    }
  }

  /** Responds with the reason as text. */
  private static final class TextResponder implements DenialResponder {
    @Override
    public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("denied: " + denied.reason());
    }

    @Override
    public void unavailable(
        Duration retryAfter, HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Cluster of one node. */
  record RecordingCluster(List<Invalidation> published) implements Cluster {
    @Override
    public void subscribe(Consumer<Invalidation> listener) {}

    @Override
    public void publish(Invalidation change) {
      published.add(change);
    }

    @Override
    public RateLimiter limiter(
        List<RateLimit> limits, Function<List<RateLimit>, RateLimiter> alone) {
      return alone.apply(limits);
    }

    @Override
    public void close() {}
  }

  @Test
  void beansOfTheApplicationAreUsedInTheChain() {
    assertBeansAreUsed("sallyport.paths=/api/**");
  }

  @Test
  void beansOfTheApplicationAreUsedInTheFilter() {
    assertBeansAreUsed("sallyport.paths=/api/**", ChainOrderTest.WITHOUT_WEB_SECURITY);
  }

  private static void assertBeansAreUsed(String... properties) {
    try (App app = App.start(WithBeans.class, properties)) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      String token = app.token();
      HttpResponse<String> none = app.get("/api/rooms/own");
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(none.body()).isEqualTo("denied: NO_CREDENTIALS");
      assertThat(app.get("/api/rooms/own", "X-API-Key", token).statusCode()).isEqualTo(401);
      assertThat(app.get("/api/rooms/own", HEADER, token).body()).isEqualTo("ada");
      assertThat(app.get("/api/rooms/others", HEADER, token).body())
          .isEqualTo("denied: RESOURCE_OF_ANOTHER_ACCOUNT");
      assertThat(app.bean(RecordingCluster.class).published()).isNotEmpty();
    }
  }

  @Test
  void theInstanceAndTheManagerGiveWayToThoseOfTheApplication() {
    try (App app = App.start(WithOwnInstance.class, "sallyport.paths=/api/**")) {
      assertThat(app.context().getBeanNamesForType(Sallyport.class))
          .containsExactly("ownSallyport");
      assertThat(app.context().getBeanNamesForType(ApiKeyManager.class)).containsExactly("ownKeys");
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      App.Token token = new App.Token(app.token());
      assertThat(app.send("GET", "/api/rooms/own", token).body()).isEqualTo("ada");
      assertThat(app.get("/api/rooms/own").statusCode()).isEqualTo(401);
    }
  }
}

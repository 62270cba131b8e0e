package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static dev.sallyport.spring.ApiKeyScopes.hasScope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The samples of docs/guide/spring-boot.md. */
class SamplesTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableMethodSecurity
  static class Application {
    // sample: first key
    @Bean
    ApplicationRunner firstKey(OwnerManager owners, ApiKeyManager keys) {
      return arguments -> {
        Owner ada = Owner.of("ada");
        if (owners.createUser(User.service(ada))
            && keys.create(CreateKeyRequest.of(ada, "first")) instanceof Created created) {
          System.out.println(created.token().reveal()); // the only time
        }
      };
    }

    // end

    // sample: chain
    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .with(apiKeys(), withDefaults())
          .authorizeHttpRequests(
              it ->
                  it.requestMatchers(POST, "/api/notes")
                      .access(hasScope("notes:write"))
                      .anyRequest()
                      .authenticated())
          .build();
    }

    // end

    @Bean
    Notes notes() {
      return new Notes();
    }

    @Bean
    SignUp signUp(JdbcTemplate jdbc, ApiKeyManager keys) {
      return new SignUp(jdbc, keys);
    }
  }

  @RestController
  static class Notes {
    // sample: method
    @PreAuthorize("hasScope('notes:write')") // with @EnableMethodSecurity
    @PostMapping("/api/notes")
    String add(@AuthenticationPrincipal ApiKeyPrincipal key) {
      return "of " + key.owner().userId();
    }
    // end
  }

  static class SignUp {
    private final JdbcTemplate jdbc;
    private final ApiKeyManager keys;

    SignUp(JdbcTemplate jdbc, ApiKeyManager keys) {
      this.jdbc = jdbc;
      this.keys = keys;
    }

    // sample: transaction
    @Transactional
    public Secret signUp(Owner owner) {
      jdbc.update("insert into note (text) values (?)", "welcome " + owner.userId());
      CreateKeyRequest request = CreateKeyRequest.of(owner, "first").scopes(List.of("notes:*"));
      if (keys.create(request) instanceof Created created) {
        return created.token();
      }
      throw new IllegalStateException("no key for " + owner); // rolls back
    }
    // end
  }

  @Test
  void theSamplesWork() {
    try (App app = App.start(Application.class)) {
      Secret token = app.bean(SignUp.class).signUp(App.ADA);
      HttpResponse<String> response = app.send("POST", "/api/notes", new App.Token(token.reveal()));

      assertThat(response.body()).isEqualTo("of ada");
      assertThat(app.send("POST", "/api/notes").statusCode()).isEqualTo(401);
    }
  }
}

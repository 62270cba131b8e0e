package dev.sallyport.benchmarks.subject;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security's resource server with opaque tokens and an introspector over a map. */
final class SpringOpaque {
  private SpringOpaque() {}

  static Subject open() {
    Tokens tokens = Tokens.generate();
    KeyMap keys = KeyMap.of(tokens);
    OAuth2AuthenticatedPrincipal user =
        new DefaultOAuth2AuthenticatedPrincipal(
            Subject.USERNAME, Map.of("sub", Subject.USERNAME), List.of());
    var application = new AnnotationConfigApplicationContext();
    application.registerBean(
        OpaqueTokenIntrospector.class,
        () ->
            token -> {
              if (keys.usernameOf(token) == null) {
                throw new BadOpaqueTokenException("no such key");
              }
              return user;
            });
    application.register(Security.class);
    application.refresh();
    return new FilterSubject(
        application.getBean("springSecurityFilterChain", Filter.class),
        LightContext.create(),
        "Bearer",
        tokens,
        application::close);
  }

  /** Configuration for an API without sessions, without filters that it does not need. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .csrf(csrf -> csrf.disable())
          .logout(logout -> logout.disable())
          .requestCache(cache -> cache.disable())
          .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .oauth2ResourceServer(server -> server.opaqueToken(opaque -> {}))
          .build();
    }
  }
}

package dev.sallyport.benchmarks.subject;

import static java.util.Objects.requireNonNull;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/** Spring Security with its filter for a header and the defaults of {@code HttpSecurity}. */
final class SpringHeader {
  private static final String SCHEME = "Token";

  private SpringHeader() {}

  static Subject open() {
    Tokens tokens = Tokens.generate();
    KeyMap keys = KeyMap.of(tokens);
    var application = new AnnotationConfigApplicationContext();
    application.registerBean(AuthenticationManager.class, () -> given -> authenticate(given, keys));
    application.register(Security.class);
    application.refresh();
    return new FilterSubject(
        application.getBean("springSecurityFilterChain", Filter.class),
        LightContext.create(),
        SCHEME,
        tokens,
        application::close);
  }

  private static Authentication authenticate(Authentication given, KeyMap keys) {
    String field = (String) requireNonNull(given.getPrincipal());
    String username =
        field.startsWith(SCHEME + ' ')
            ? keys.usernameOf(field.substring(SCHEME.length() + 1))
            : null;
    if (username == null) {
      throw new BadCredentialsException("no such key");
    }
    return new PreAuthenticatedAuthenticationToken(username, "", List.of());
  }

  /** Configuration for an API without sessions. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http, AuthenticationManager keys) throws Exception {
      RequestHeaderAuthenticationFilter header = new RequestHeaderAuthenticationFilter();
      header.setPrincipalRequestHeader("Authorization");
      header.setExceptionIfHeaderMissing(false);
      header.setAuthenticationManager(keys);
      header.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .csrf(csrf -> csrf.disable())
          .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .exceptionHandling(
              it -> it.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
          .addFilter(header)
          .build();
    }
  }
}

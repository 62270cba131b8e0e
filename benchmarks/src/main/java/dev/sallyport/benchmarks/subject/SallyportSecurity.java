package dev.sallyport.benchmarks.subject;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.Filter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security with the chain of the starter, over keys in memory. */
final class SallyportSecurity {
  private SallyportSecurity() {}

  static Subject open() {
    SallyportSubject keys = new SallyportSubject();
    var application = new AnnotationConfigApplicationContext();
    application.registerBean(Sallyport.class, keys::sallyport);
    application.register(Security.class);
    application.refresh();
    return new FilterSubject(
        application.getBean("springSecurityFilterChain", Filter.class),
        keys.context(),
        "Bearer",
        keys.tokens(),
        () -> {
          application.close();
          keys.close();
        });
  }

  /** Configuration of the guide. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Security {
    @Bean
    WebAuthenticator authenticator(Sallyport sallyport) {
      return new WebAuthenticator(SallyportFilters.builder(sallyport));
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.with(apiKeys(), withDefaults())
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
    }
  }
}

package dev.sallyport.example.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Keys for the API, a form for people. The console has a filter chain of its own. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return http.securityMatcher("/api/**").with(apiKeys(), withDefaults()).build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
        .formLogin(it -> it.defaultSuccessUrl("/admin/"))
        .build();
  }

  @Bean
  UserDetailsService users(Members members) {
    return username ->
        members
            .findByUsername(username)
            .map(
                it ->
                    User.withUsername(it.username())
                        .password(it.password())
                        .roles(it.role())
                        .disabled(!it.isActive())
                        .build())
            .orElseThrow(() -> new UsernameNotFoundException("No such member."));
  }

  @Bean
  PasswordEncoder passwords() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }
}

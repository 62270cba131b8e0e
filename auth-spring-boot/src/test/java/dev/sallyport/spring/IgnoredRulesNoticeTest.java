package dev.sallyport.spring;

import static dev.sallyport.spring.ApiKeyConfigurer.apiKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sallyport.spring.ApplicationChainTest.WithLogin;
import dev.sallyport.spring.ApplicationChainTest.WithOtherChain;
import dev.sallyport.spring.ApplicationChainTest.WithoutChain;
import dev.sallyport.spring.internal.ProtectedPaths;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

class IgnoredRulesNoticeTest {
  private static final String NOTICE = "Rules of the filter chains ";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithChainBelow extends WithOtherChain {
    @Bean
    @Order(1)
    SecurityFilterChain ofAdmins(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/admin/**")
          .authorizeHttpRequests(it -> it.anyRequest().hasRole("ADMIN"))
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithKeys extends WithLogin {
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**").with(apiKeys(), withDefaults()).build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OfParent {
    @Bean
    SecurityFilterChain ofParent() {
      return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Prototypes {
    @Bean
    @Scope(BeanDefinition.SCOPE_PROTOTYPE)
    SecurityFilterChain prototype() {
      return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
    }
  }

  @Test
  @Tag("slow")
  void rulesThatDoNotApplyAreNamedAtTheStart() {
    assertThat(output(WithLogin.class, "sallyport.paths=/api/**"))
        .containsOnlyOnce(NOTICE + "[pages] do not apply")
        .contains("sallyport.paths [/api/**]");
    assertThat(output(WithChainBelow.class, "sallyport.paths=/api/**"))
        .containsOnlyOnce(NOTICE + "[ofAdmins] do not apply");
    assertThat(output(WithChainBelow.class, "sallyport.paths=/api/me")).doesNotContain(NOTICE);
    assertThat(output(WithKeys.class, "sallyport.paths=/api/**")).doesNotContain(NOTICE);
    assertThat(output(WithKeys.class, "sallyport.paths=/api/**, /other"))
        .contains(NOTICE + "[pages]");
    assertThat(output(WithoutChain.class, "sallyport.paths=/**")).doesNotContain(NOTICE);
    assertThat(output(WithLogin.class)).doesNotContain(NOTICE);
  }

  @Test
  void chainsOfAParentContextAreNamedAndPrototypesAreNot() {
    try (AnnotationConfigApplicationContext parent =
            new AnnotationConfigApplicationContext(OfParent.class);
        AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
      child.setParent(parent);
      child.register(Prototypes.class);
      child.refresh();
      assertThat(IgnoredRulesNotice.ignored(new ProtectedPaths(List.of("/api/**")), child))
          .containsExactly("ofParent");
    }
  }

  private static String output(Class<?> config, String... properties) {
    String[] all =
        Stream.concat(Stream.of(properties), Stream.of("logging.level.dev.sallyport.spring=info"))
            .toArray(String[]::new);
    return Output.of(() -> App.start(config, all).close());
  }
}

package dev.sallyport.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with this module on its class path, started outside of a test. */
class StartTest {
  @Test
  void anApplicationHasNoBeansOfTests() {
    SpringApplication application = new SpringApplication(NotesApplication.class);
    try (ConfigurableApplicationContext context =
        application.run(
            "--server.port=0", "--sallyport.store=memory", "--" + NotesApplication.PATHS)) {
      assertThat(context.getBeansOfType(TestApiKeyFilter.class)).isEmpty();
      assertThat(context.getBeansOfType(TestApiKeys.class)).isEmpty();
      assertThat(context.containsBean("sallyportTestBackend")).isFalse();
    }
  }
}

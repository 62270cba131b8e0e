package dev.sallyport.benchmarks.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Application without any code, which prints a line when it is ready. With the property {@code
 * query}, it sends a query first, as applications with a database do: the first one opens it.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class EmptyApplication {
  private static final String READY = "ready";

  /** Starts the application. */
  public static void main(String[] args) {
    ConfigurableApplicationContext context = SpringApplication.run(EmptyApplication.class, args);
    if (context.getEnvironment().getProperty("query", boolean.class, false)) {
      context.getBean(JdbcTemplate.class).execute("select 1");
    }
    System.out.println(READY);
  }
}

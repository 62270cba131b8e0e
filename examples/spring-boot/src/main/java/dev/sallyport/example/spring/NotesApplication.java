package dev.sallyport.example.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication(proxyBeanMethods = false)
public final class NotesApplication {
  NotesApplication() {}

  /** Starts the application. */
  public static void main(String... arguments) {
    SpringApplication.run(NotesApplication.class, arguments);
  }
}

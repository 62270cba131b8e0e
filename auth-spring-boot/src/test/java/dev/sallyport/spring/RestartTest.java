package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerDirectory;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that is started again in the same JVM, its classes in a new class loader and those
 * of its dependencies in the same one, as DevTools does.
 */
class RestartTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    OwnerDirectory users() {
      OwnerStatus status = OwnerStatus.ACTIVE;
      return owner -> Optional.of(new OwnerProfile(owner, "", "", status));
    }
  }

  /** Loads the classes of the application itself. */
  private static final class RestartClassLoader extends URLClassLoader {
    RestartClassLoader(ClassLoader parent) {
      super(
          new URL[] {Application.class.getProtectionDomain().getCodeSource().getLocation()},
          parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return name.startsWith(Application.class.getName())
            ? findClass(name)
            : super.loadClass(name, resolve);
      }
    }
  }

  @Test
  @Tag("slow")
  void keysAreThereAfterARestartAndNoThreadIsLeft() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    String token = "";
    try {
      for (int start = 0; start < 3; start++) {
        try (RestartClassLoader loader = new RestartClassLoader(before)) {
          current.setContextClassLoader(loader);
          Class<?> application = loader.loadClass(Application.class.getName());
          assertThat(application).isNotEqualTo(Application.class);
          List<Thread> others = threads();
          List<Thread> started = new ArrayList<>();
          try (App app = App.startOn(url, application, "sallyport.paths=/api/**")) {
            token = start == 0 ? app.token() : token;
            assertThat(app.get("/api/notes").statusCode()).isEqualTo(401);
            assertThat(app.send("GET", "/api/notes", new App.Token(token)).statusCode())
                .isEqualTo(404);
            assertThat(app.bean(OwnerDirectory.class).getClass().getClassLoader())
                .isEqualTo(loader);
            started.addAll(threads());
            started.removeAll(others);
            assertThat(started).isNotEmpty();
          }
          for (Thread left : started) {
            left.join(Duration.ofSeconds(10).toMillis());
            assertThat(left.isAlive()).as(left.getName()).isFalse();
          }
        }
      }
    } finally {
      current.setContextClassLoader(before);
    }
  }

  @Test
  void flywayIsNotRunAgain() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    assertThat(outputOfStart(url)).contains("FlywayExecutor", "DbMigrate");
    assertThat(outputOfStart(url)).doesNotContain("FlywayExecutor", "DbMigrate");
  }

  private static String outputOfStart(String url) {
    return Output.of(
        () ->
            App.startOn(
                    url,
                    Application.class,
                    "spring.flyway.enabled=false", // that of the application
                    "logging.level.org.flywaydb=info")
                .close());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("sallyport-"))
        .toList();
  }
}

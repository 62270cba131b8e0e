package dev.sallyport.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that is started again: by DevTools in the same JVM, or as a whole. */
class RestartTest {
  private static final String READY = "ready ";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    OwnerDirectory users() {
      OwnerStatus status = OwnerStatus.ACTIVE;
      return owner -> Optional.of(new OwnerProfile(owner, "", "", status));
    }
  }

  /** Tells its port, a token and threads of the start before, each time DevTools has started it. */
  @Configuration(proxyBeanMethods = false)
  static class Developed extends Application {
    private static final String THREADS = "threads of the start before";

    public static void main(String[] args) {
      SpringApplication.run(Developed.class, args);
    }

    @Bean
    static ApplicationListener<ApplicationReadyEvent> report(ApiKeyManager keys) {
      return ready -> {
        Created created = (Created) keys.create(CreateKeyRequest.of(Owner.of("ada"), "test"));
        String port =
            ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
        String token = created.token().reveal();
        System.out.println(READY + String.join(" ", port, token, "left:" + left()));
      };
    }

    private static List<String> left() {
      String before = System.getProperty(THREADS, "");
      List<Thread> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(it -> it.getName().startsWith("sallyport-"))
              .toList();
      System.setProperty(
          THREADS, threads.stream().map(it -> "/" + it.getId() + "/").collect(joining()));
      return threads.stream()
          .filter(it -> before.contains("/" + it.getId() + "/"))
          .filter(Developed::isAliveAfterTenSeconds)
          .map(Thread::getName)
          .toList();
    }

    private static boolean isAliveAfterTenSeconds(Thread thread) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return thread.isAlive();
    }
  }

  /** What an application tells. */
  private record Report(String port, String token, String left) {
    static Report next(BufferedReader output) throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith(READY)) {
          String[] parts = line.split(" ", 4);
          return new Report(parts[1], parts[2], parts[3]);
        }
      }
      throw new AssertionError("The application ended: " + String.join("\n", lines));
    }
  }

  @Test
  @Tag("slow")
  @Timeout(120)
  void devToolsRestartsItAndItsKeysStay(@TempDir Path folder) throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Developed.class.getName(),
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("app"),
                "--spring.autoconfigure.exclude=" + App.HIBERNATE,
                "--spring.data.jpa.repositories.enabled=false",
                "--spring.devtools.restart.additional-paths=" + watched,
                "--spring.flyway.enabled=false",
                "--sallyport.store=jdbc",
                "--sallyport.paths=/api/**")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      Report first = Report.next(output);
      for (int restart = 0; restart < 3; restart++) {
        Files.createFile(watched.resolve("changed" + restart));
        Report next = Report.next(output);
        assertThat(next.left()).isEqualTo("left:[]");
        assertThat(status(next, "")).isEqualTo(401);
        assertThat(status(next, first.token())).isEqualTo(404);
        assertThat(status(next, next.token())).isEqualTo(404);
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static int status(Report report, String token) throws Exception {
    URI uri = URI.create("http://localhost:" + report.port() + "/api/notes");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
            BodyHandlers.discarding())
        .statusCode();
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
}

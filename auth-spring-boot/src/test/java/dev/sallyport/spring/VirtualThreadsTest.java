package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.User;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Requests on virtual threads, which Java has from 21 on. It is run on Java 25 with {@code
 * -Pjdk25}; on Java 17 the property has no effect. Before JEP 491 (Java 24), {@code synchronized}
 * pinned too.
 */
@Tag("slow")
class VirtualThreadsTest {
  private static final int CLIENTS = 32;
  private static final int KEYS = 10;
  private static final int REQUESTS = 400;
  private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Application {
    @GetMapping("/api/thread")
    String thread() {
      return Thread.currentThread().toString();
    }
  }

  @Test
  void noCarrierThreadIsPinned(@TempDir Path folder) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (App app =
            App.start(
                Application.class,
                "sallyport.paths=/api/**",
                "spring.threads.virtual.enabled=true");
        Recording recording = new Recording()) {
      app.bean(OwnerManager.class).createUser(User.service(App.ADA));
      List<Future<HttpResponse<String>>> first =
          clients.invokeAll(requests(app)); // which load classes
      assertThat(first).hasSize(REQUESTS);
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      recording.start();
      List<Future<HttpResponse<String>>> responses = clients.invokeAll(requests(app));
      recording.stop();

      assertThat(responses)
          .extracting(Future::get)
          .filteredOn(it -> it.statusCode() == 200)
          .hasSize(REQUESTS / 2)
          .allMatch(it -> it.body().startsWith("VirtualThread") == HAS_VIRTUAL_THREADS);
      Path events = folder.resolve("events.jfr");
      recording.dump(events);
      assertThat(RecordingFile.readAllEvents(events))
          .filteredOn(VirtualThreadsTest::isOfSallyport)
          .isEmpty();
    } finally {
      clients.shutdownNow();
    }
  }

  /** Returns requests with new keys, each of which is verified and then cached, and without one. */
  private static List<Callable<HttpResponse<String>>> requests(App app) {
    List<String> tokens = IntStream.range(0, KEYS).mapToObj(it -> app.token()).toList();
    return IntStream.range(0, REQUESTS)
        .mapToObj(it -> it % 2 == 0 ? tokens.get(it / 2 % KEYS) : "sp_unknown")
        .<Callable<HttpResponse<String>>>map(
            it -> () -> app.send("GET", "/api/thread", new App.Token(it)))
        .toList();
  }

  private static boolean isOfSallyport(RecordedEvent event) {
    if (event.getStackTrace() == null) { // as JFR may return
      return false;
    }
    List<String> types =
        event.getStackTrace().getFrames().stream()
            .map(it -> it.getMethod().getType().getName())
            .toList();
    return types.stream().anyMatch(it -> it.matches("dev\\.sallyport\\.(?!spring\\.).*"))
        && !types.contains(ClassLoader.class.getName()); // pins on every JDK
  }
}

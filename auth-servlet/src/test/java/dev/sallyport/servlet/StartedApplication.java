package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** An application with a {@link ProbeServlet} at every path that it leaves, and a client of it. */
public record StartedApplication(Container container, HttpClient client) implements AutoCloseable {
  static final String NOT_STARTED =
      "{\"type\":\"https://sallyport.dev/problems/not-started\",\"title\":\"Not started\","
          + "\"status\":503,\"detail\":\"The service has not started. Try again later.\"}";

  static StartedApplication on(Container.Starter starter, Consumer<ServletContext> application)
      throws Exception {
    Container container =
        starter.start(
            context -> {
              application.accept(context);
              context.addServlet("probe", new ProbeServlet()).addMapping("/*");
            });
    return new StartedApplication(container, HttpClient.newHttpClient());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** That a response is the constant one of what has not started. */
  public static void assertNotStarted(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(503);
    assertThat(response.body()).isEqualTo(NOT_STARTED);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
    assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Override
  public void close() {
    try {
      container.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the container did not stop", e);
    }
  }
}

package dev.sallyport.auth.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sallyport.auth.token.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The test application, running, and a client that talks to it. */
final class Site {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final TestGate gate = new TestGate();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Container container;

  Site(Container.Starter starter) throws Exception {
    this.container = starter.start(new TestApplication(gate.sallyport));
  }

  /** Headers are names and values in turn. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends what no proper client would, one byte per character, and reads until the end. */
  String sendRaw(String path, String... headerLines) throws IOException {
    String head =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headerLines)
            + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** The token of a new key with these scopes. */
  String newToken(String... scopes) {
    return gate.create(scopes).token().reveal();
  }

  void close() throws Exception {
    container.stop();
    gate.close();
  }

  static String token(Secret secret) {
    return "Token " + secret.reveal();
  }

  /** What the application told of the request. */
  static Map<String, String> seen(HttpResponse<String> response) {
    Map<String, String> seen = new TreeMap<>();
    response
        .body()
        .lines()
        .filter(line -> line.contains(": "))
        .forEach(line -> seen.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    return seen;
  }

  static List<String> values(HttpResponse<?> response, String header) {
    return response.headers().allValues(header);
  }
}

package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.token.Secret;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The test application, running, and a client that talks to it. */
public final class Site {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public final TestSallyport fixture;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Container container;

  public Site(Container.Starter starter) throws Exception {
    this(starter, new TestSallyport());
  }

  public Site(Container.Starter starter, TestSallyport fixture) throws Exception {
    this(starter, fixture, (application, context) -> {});
  }

  /**
   * Starts it.
   *
   * @param more see {@link TestApplication}
   */
  public Site(
      Container.Starter starter,
      TestSallyport fixture,
      BiConsumer<TestApplication, ServletContext> more)
      throws Exception {
    this.fixture = fixture;
    this.container = starter.start(new TestApplication(fixture.sallyport, more));
    fixture.awaitWarmUp();
  }

  /** Headers are names and values in turn. */
  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /**
   * On a connection of its own: a server may close one whose request it did not read to the end,
   * just when the next request goes out on it.
   */
  HttpResponse<String> post(String path, String contentType, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  /** Sends what no proper client would, one byte per character, and reads until the end. */
  String sendRaw(String path, String... headerLines) throws IOException {
    return sendRaw("GET " + path, "", headerLines);
  }

  /**
   * Sends a request with a body, in one piece with the head, because a container may close a
   * connection that has unread data.
   */
  public String postRaw(String path, String body, String... headerLines) throws IOException {
    String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
    lines[headerLines.length] = "Content-Length: " + body.length();
    return sendRaw("POST " + path, body, lines);
  }

  String sendRaw(String methodAndPath, String body, String[] headerLines) throws IOException {
    String message =
        methodAndPath
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headerLines)
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(message.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /**
   * Whether a client that sends a body only after the answer to its head can go on: the answer says
   * that the connection ends, or the next request on it is answered.
   */
  boolean answersOnOneConnection(String methodAndPath, String body) throws IOException {
    String head = methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write((head + "Content-Length: " + body.length() + "\r\n\r\n").getBytes(ISO_8859_1));
      String first = nextHead(in);
      if (first.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
        return true;
      }
      out.write((body + head + "\r\n").getBytes(ISO_8859_1));
      return nextHead(in).contains("HTTP/1.1 ");
    }
  }

  /** All up to the blank line after the next status line; what comes before it is a body. */
  private static String nextHead(InputStream in) throws IOException {
    StringBuilder read = new StringBuilder();
    int next = in.read();
    while (next >= 0) {
      read.append((char) next);
      if (read.indexOf("HTTP/1.1 ") >= 0 && read.indexOf("\r\n\r\n") >= 0) {
        return read.toString();
      }
      next = in.read();
    }
    return read.toString();
  }

  /** The token of a new key with these scopes. */
  public String newToken(String... scopes) {
    return fixture.create(scopes).token().reveal();
  }

  public void close() throws Exception {
    container.stop();
    fixture.close();
  }

  public static String token(Secret secret) {
    return "Token " + secret.reveal();
  }

  public static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The token that a login told. */
  public static String tokenIn(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body()).get("token").textValue();
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

  /** All there is to an answer but when it was given. */
  public static Map<String, Object> everything(HttpResponse<String> response) {
    Map<String, Object> everything = new TreeMap<>(response.headers().map());
    everything.remove("date");
    everything.put("status", response.statusCode());
    everything.put("body", response.body());
    return everything;
  }

  public static List<String> values(HttpResponse<?> response, String header) {
    return response.headers().allValues(header);
  }
}

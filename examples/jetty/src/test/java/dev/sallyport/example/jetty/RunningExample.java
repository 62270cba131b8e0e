package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.Sallyport;
import dev.sallyport.cli.Main;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The running example, started like by Main, on a free port with its own database. */
final class RunningExample implements AutoCloseable {
  static final String LOGIN = "/api/v1/auth/login/";
  static final String WHOAMI = "/api/v1/cli/whoami/";
  static final String CHAT = "/api/v1/llm-clients/demo/chat/";

  final String firstOutput;
  private final Map<String, String> settings;
  private final ExampleServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningExample(Optional<EmbeddedDatabase> embedded, Map<String, String> contextParams)
      throws Exception {
    Map<String, String> all = new HashMap<>(contextParams);
    embedded.ifPresent(it -> it.contextParams().forEach(all::putIfAbsent));
    this.settings = Map.copyOf(all);
    this.server = new ExampleServer(0, all);
    server.start();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    dev.sallyport.example.jetty.Main.welcome(
        new PrintStream(out, true, UTF_8), new ExampleSettings(0, all, embedded), server);
    this.firstOutput = out.toString(UTF_8);
  }

  /** Starts the example with the embedded database in a folder. */
  static RunningExample in(Path dataDir) throws Exception {
    return in(dataDir, Map.of());
  }

  /** Starts the example with the embedded database in a folder, and with these context-params. */
  static RunningExample in(Path dataDir, Map<String, String> contextParams) throws Exception {
    return new RunningExample(Optional.of(EmbeddedDatabase.in(dataDir)), contextParams);
  }

  /** Starts the example with another database. */
  static RunningExample on(Map<String, String> contextParams) throws Exception {
    return new RunningExample(Optional.empty(), contextParams);
  }

  /** Opens a connection to the embedded database. */
  Connection connect() throws Exception {
    String password = Files.readString(Path.of(setting("db-password-file"))).strip();
    return DriverManager.getConnection(setting("db-url"), setting("db-user"), password);
  }

  private String setting(String name) {
    return settings.getOrDefault("sallyport." + name, "");
  }

  Sallyport sallyport() {
    return server.sallyport();
  }

  URI uri() {
    return server.uri();
  }

  /** Returns the URI of the chat page. */
  URI pageUri() {
    return server.pageUri();
  }

  /** Returns the text after {@code name: } in the output of the first start. */
  String shown(String name) {
    return firstOutput
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  /** Creates an expired key. */
  Created createExpired() {
    CreateKeyRequest request =
        CreateKeyRequest.of(FirstStart.OWNER, "short")
            .lifetime(new Lifetime.For(Duration.ofMillis(1)));
    Created created = (Created) sallyport().keys().create(request);
    while (!created.key().isExpiredAt(sallyport().clock().instant())) {
      Thread.onSpinWait();
    }
    return created;
  }

  Created create() {
    return (Created) sallyport().keys().create(CreateKeyRequest.of(FirstStart.OWNER, "a key"));
  }

  /** Sends a GET request with alternating header names and values. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  /** Sends a POST request with JSON and alternating header names and values. */
  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Requests whoami with this Authorization header. */
  HttpResponse<String> whoami(String authorization) throws Exception {
    return get(WHOAMI, "Authorization", authorization);
  }

  /** Logs in with HTTP Basic. */
  HttpResponse<String> logIn(String username, String password) throws Exception {
    String pair = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
    return post(LOGIN, "", "Authorization", "Basic " + pair);
  }

  /** Returns the response to whoami with exactly these bytes as the Authorization header. */
  String whoamiRaw(byte[] authorization) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri().getPort())) {
      var out = socket.getOutputStream();
      out.write(
          ("GET " + WHOAMI + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n").getBytes(UTF_8));
      out.write("Authorization: ".getBytes(UTF_8));
      out.write(authorization);
      out.write("\r\n\r\n".getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Runs the {@code sallyport} command on this example's database. */
  Ran cli(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    for (String name : List.of("db-url", "db-user", "db-password-file")) {
      if (!setting(name).isEmpty()) {
        all.addAll(List.of("--" + name, setting(name)));
      }
    }
    return run(all.toArray(String[]::new));
  }

  /** Runs the {@code sallyport} command with exactly these arguments and without a terminal. */
  static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new ByteArrayInputStream(new byte[0]),
            Map.of(),
            args);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Result of a command. */
  record Ran(int exit, String out, String err) {}
}

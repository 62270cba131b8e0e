package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A server with the applications, and requests to it. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class StartedServer {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Requests with a key of {@link #BOTH} in an hour. */
  static final int QUOTA = 20;

  /** With the filter and the mechanism. */
  static final String BOTH = "/example";

  /** Without the library of the mechanism, and without an output of the log. */
  static final String FILTER = "/filter";

  /** With the store in the database of the server's data source. */
  static final String JDBC = "/jdbc";

  /** The same with the store over Jakarta Persistence, where that is tested. */
  static final String JPA = "/jpa";

  /** With an invalid setting. */
  static final String WRONG = "/wrong";

  /** With a filter before Sallyport's that serves its paths. */
  static final String ORDER = "/order";

  /** The same, without the guard that closes the whole application. */
  static final String UNORDERED = "/unordered";

  /** With the mechanism only. */
  static final String MECHANISM = "/mechanism";

  /** With the mechanism only, and with an invalid setting. */
  static final String WRONG_MECHANISM = "/wrong-mechanism";

  private final Server.Starter starter;
  TestDatabase database;
  Server server;
  private Path work;

  StartedServer(Server.Starter starter) {
    this.starter = starter;
  }

  /** A key and its token. */
  record Key(String id, String token) {}

  @BeforeAll
  final void start(@TempDir Path work) throws Exception {
    Path wars = Files.createDirectories(work.resolve("wars"));
    war().with("rate-limits", "key:%d/h".formatted(QUOTA)).write(wars.resolve("example.war"));
    prepared(new ExampleWar())
        .with("store", "jdbc")
        .with("data-source", "jdbc/sallyport")
        .write(wars.resolve("jdbc.war"));
    if (applications().contains(JPA)) {
      withProvider(prepared(new ExampleWar()).withJpa())
          .with("store", "jpa")
          .with("data-source", "jdbc/sallyport")
          .write(wars.resolve("jpa.war"));
    }
    war()
        .without("sallyport-jakarta-security")
        .without("slf4j-jdk14")
        .write(wars.resolve("filter.war"));
    war().without("slf4j-jdk14").with("max-staleness", "banana").write(wars.resolve("wrong.war"));
    war().without("sallyport-jakarta-security").withGreedyFilter().write(wars.resolve("order.war"));
    war()
        .without("sallyport-jakarta-security")
        .withAbsoluteOrdering()
        .withGreedyFilter()
        .write(wars.resolve("unordered.war"));
    if (applications().contains(MECHANISM)) {
      war()
          .withoutFilter()
          .with("required-scopes", "GET /rest/audit audit:read")
          .write(wars.resolve("mechanism.war"));
      war()
          .withoutFilter()
          .with("max-staleness", "banana")
          .write(wars.resolve("wrong-mechanism.war"));
    }
    this.work = work;
    database = new TestDatabase();
    database.sallyport("migrate");
    server = starter.start(wars, Files.createDirectories(work.resolve("server")), database);
    for (String application : applications()) {
      await()
          .atMost(Duration.ofMinutes(6))
          .ignoreExceptions()
          .until(() -> send("GET", application + "/api/hello").statusCode() != 404);
    }
  }

  @AfterAll
  final void stop() throws Exception {
    if (server != null) {
      Path logs = Files.createDirectories(Path.of("target/server-logs"));
      Files.write(logs.resolve(getClass().getSimpleName() + ".log"), server.output());
      server.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private ExampleWar war() {
    return prepared(new ExampleWar()).with("store", "memory").without("sallyport-jdbc");
  }

  /** Returns the applications that the server deploys. */
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, WRONG, ORDER);
  }

  /** Returns paths of {@link #UNORDERED} that are not served. */
  List<String> closedWithoutGuard() {
    return List.of("/api/hello?pass", "/api/?pass", "/api/none?pass", "/api/hello", "/api/none");
  }

  /** Returns the status of their responses. */
  int statusWithoutGuard() {
    return 503;
  }

  /** Returns the applications with a store in the database. */
  final List<String> inDatabase() {
    return applications().contains(JPA) ? List.of(JDBC, JPA) : List.of(JDBC);
  }

  /** Adds the provider of Jakarta Persistence where the server gives none to applications. */
  ExampleWar withProvider(ExampleWar war) {
    return war;
  }

  /** Adds what the server needs. */
  ExampleWar prepared(ExampleWar war) {
    return war;
  }

  public final Server redeploying() {
    return server;
  }

  public final HttpResponse<String> hello(String application) throws Exception {
    return send("GET", application + "/api/hello");
  }

  /** Returns an application in place of {@link #BOTH}. */
  public final Path replacement(String realm) throws Exception {
    return written(war(), realm);
  }

  /** Returns an application in place of {@link #FILTER}. */
  final Path replacementWithoutMechanism(String realm) throws Exception {
    return written(war().without("sallyport-jakarta-security"), realm);
  }

  private Path written(ExampleWar war, String realm) throws Exception {
    Path file = work.resolve(realm + ".war");
    war.with("realm", realm).write(file);
    return file;
  }

  /** Returns an application without Sallyport in place of the first. */
  public final Path plain(String realm) throws Exception {
    Path file = work.resolve(realm + ".war");
    PlainWar.write(file, realm);
    return file;
  }

  /** Creates a key. A request before it starts the filter where that starts late. */
  final Key newKey(String application, String scopes) throws Exception {
    String closed = application.equals(MECHANISM) ? "/rest/notes" : "/api/hello";
    assertThat(send("GET", application + closed).statusCode()).isEqualTo(401);
    HttpResponse<String> created = send("POST", application + "/keys?" + scopes);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    String[] idAndToken = created.body().strip().split(" ", -1);
    return new Key(idAndToken[0], idAndToken[1]);
  }

  final HttpResponse<String> get(String path, String token) throws Exception {
    return send("GET", path, "X-API-Key", token);
  }

  final HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}

package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.redis.TestRedis;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three JVMs of the example that share PostgreSQL and Redis, behind a load balancer. */
@Tag("servers")
class ThreeNodesTest {
  private static final String PASSWORD = "many-words-in-a-row";

  /** Much longer than a change takes by Redis. */
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);

  /** Longer than a slow machine takes; less than {@link #MAX_STALENESS} proves that it is Redis. */
  private static final Duration BY_REDIS = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static final List<ExampleNode> NODES = new ArrayList<>();
  private static final TestDatabase DATABASE = TestServer.POSTGRESQL.migratedDatabase();
  private static TestRedis redis;
  private static HaProxy balancer;
  private static Sallyport sallyport;

  @BeforeAll
  static void start() throws Exception {
    redis = TestRedis.start();
    Map<String, String> settings = new HashMap<>(DATABASE.settings());
    settings.put("sallyport.cluster", "redis");
    settings.put("sallyport.redis-url", redis.url());
    settings.put("sallyport.max-staleness", MAX_STALENESS.toSeconds() + "s");
    settings.put("sallyport.rate-limits", "key:1000000/m");
    for (int port : freePorts(3)) {
      NODES.add(new ExampleNode(port, folder, settings));
    }
    balancer = new HaProxy(freePorts(1).get(0), folder, NODES);
    sallyport =
        ConfiguredSallyport.with(
            Map.of(
                "db-url", DATABASE.url(),
                "db-user", DATABASE.user(),
                "account-id-format", "smarter"));
  }

  @AfterAll
  static void stop() {
    if (sallyport != null) {
      sallyport.close();
    }
    if (balancer != null) {
      balancer.close();
    }
    NODES.forEach(ExampleNode::close);
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void aKeyThatACommandRevokesThroughANodeIsDeniedByAll() {
    String admin = create("admin:*").token().reveal();
    requireRevocation(
        "through a node",
        BY_REDIS,
        Map.of("SALLYPORT_API_KEY", admin),
        "--url",
        balancer.uri() + "/admin");
  }

  @Test
  void aKeyThatACommandRevokesInTheDatabaseIsDeniedByAll() {
    requireRevocation(
        "in the database",
        MAX_STALENESS,
        Map.of(),
        "--db-url",
        DATABASE.url(),
        "--db-user",
        DATABASE.user());
  }

  @Test
  void aRollingRestartFailsNoRequest() throws Exception {
    try (Clients clients = new Clients(balancer.uri(), create("any").token())) {
      clients.awaitMore(100);
      for (ExampleNode node : NODES) {
        node.restart();
        balancer.awaitNodes();
        clients.awaitMore(100);
      }
      assertThat(clients.counts()).containsOnlyKeys(200);
    }
  }

  @Test
  void aUserOfTheConsoleIsSignedInToAll() throws Exception {
    Owner ada = new Owner(FirstStart.OWNER.accountId(), "ada");
    sallyport.ownerManager().createUser(User.person(ada).staff(true), Secret.of(PASSWORD));
    ConsoleClient console = new ConsoleClient(balancer.uri()).signIn("ada", PASSWORD);
    for (int i = 0; i < 2 * NODES.size(); i++) {
      assertThat(console.get("/keys").statusCode()).isEqualTo(200);
      Map<String, String> form =
          ConsoleClient.form(console.get("/keys/new"), Map.of("name", "key " + i, "life", "7d"));
      HttpResponse<String> created = console.post("/keys/new", form);
      assertThat(created.statusCode()).isEqualTo(200);
      assertThat(created.body()).contains("id=\"token\"");
      assertThat(console.post("/keys/new", form).statusCode()).isEqualTo(409);
    }
    Map<String, String> out = ConsoleClient.form(console.get("/keys"), Map.of());
    assertThat(console.post("/sign-out", out).statusCode()).isEqualTo(303);
    for (int i = 0; i < NODES.size(); i++) {
      assertThat(console.get("/keys").statusCode()).isEqualTo(303);
    }
  }

  private static void requireRevocation(
      String way, Duration bound, Map<String, String> environment, String... address) {
    Created key = create("any");
    try (Clients clients = new Clients(balancer.uri(), key.token())) {
      clients.awaitMore(100);
      long began = System.nanoTime();
      deactivate(key, environment, address);
      long ended = System.nanoTime();
      await().atMost(bound.plusMinutes(1)).until(() -> System.nanoTime() - ended > bound.toNanos());
      clients.awaitMore(100);
      long last = clients.lastAccepted();
      System.out.printf(
          "Revoked %s: the last accepted request began %.1f ms after the end of the command and"
              + " %.1f ms after its start.%n",
          way, (last - ended) / 1e6, (last - began) / 1e6);
      assertThat(Duration.ofNanos(last - ended)).isLessThanOrEqualTo(bound);
      assertThat(clients.counts()).containsOnlyKeys(200, 401);
    }
  }

  private static void deactivate(Created key, Map<String, String> environment, String... address) {
    List<String> words = new ArrayList<>(List.of("keys", "deactivate", key.key().id().toString()));
    words.addAll(List.of(address));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        dev.sallyport.cli.Main.run(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new ByteArrayInputStream(new byte[0]),
            environment,
            words.toArray(String[]::new));
    assertThat(exit).as(err.toString(UTF_8)).isZero();
  }

  private static Created create(String scope) {
    CreateKeyRequest request = CreateKeyRequest.of(FirstStart.OWNER, "key").scopes(List.of(scope));
    return (Created) sallyport.keys().create(request);
  }

  private static List<Integer> freePorts(int number) throws Exception {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}

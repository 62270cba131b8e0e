package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds while a replica replaces a master that was killed. */
@Tag("servers")
abstract class FailoverContract {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration MAX_STALENESS = Duration.ofSeconds(2);

  /** The documented permissions, including those that only a Redis Cluster needs. */
  private static final List<CommandType> RIGHTS =
      List.of(
          CommandType.EVAL,
          CommandType.EVALSHA,
          CommandType.GET,
          CommandType.SET,
          CommandType.TIME,
          CommandType.PING,
          CommandType.PUBLISH,
          CommandType.SUBSCRIBE,
          CommandType.CLUSTER,
          CommandType.INFO);

  private final ReplicatedRedis redis;
  private final TestCluster nodes;
  private final String channel;

  FailoverContract(ReplicatedRedis redis) {
    this.redis = redis;
    this.nodes = TestCluster.at(redis.url());
    this.channel = nodes.prefix() + ":invalidations";
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void connectsWithThePasswordOfAFileAndTheDocumentedPermissions(@TempDir Path folder)
      throws Exception {
    for (TestRedis server : redis.servers()) {
      try (Console console = new Console(server)) {
        AclSetuserArgs rights = AclSetuserArgs.Builder.on().addPassword("secret");
        RIGHTS.forEach(rights::addCommand);
        console.commands().aclSetuser("app", rights.allKeys().allChannels());
      }
    }
    Path file = Files.writeString(folder.resolve("password"), "wrong");
    TestCluster withFile =
        nodes.with("redis-user", "app").with("redis-password-file", file.toString());
    try (Cluster cluster = withFile.join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      assertThat(takes.isShared()).isFalse();
      Files.writeString(file, "secret");
      await().atMost(PATIENCE).until(takes::isShared);
    }
  }

  @Test
  void usedQuotasStayUsed() {
    try (Cluster cluster = nodes.join()) {
      cluster.subscribe(change -> {});
      List<Takes> takes =
          Stream.generate(() -> Takes.from(cluster, "key:1/31d")).limit(30).toList();
      takes.forEach(Takes::awaitShared); // takes the only request
      redis.awaitReplicated();
      redis.killMasterOf(channel);
      await().atMost(PATIENCE).until(() -> takes.stream().noneMatch(Takes::isShared));
      await().atMost(PATIENCE).until(() -> takes.stream().allMatch(Takes::isShared));
      assertThat(takes).noneMatch(it -> it.next().admitted());
    }
  }

  @Test
  void deliversChangesAgain() {
    try (Cluster publisher = nodes.join();
        Cluster subscriber = nodes.join()) {
      publisher.subscribe(change -> {});
      Set<Invalidation> received = ConcurrentHashMap.newKeySet();
      subscriber.subscribe(received::add);
      awaitDelivery(publisher, received);
      redis.killMasterOf(channel);
      awaitDelivery(publisher, received);
    }
  }

  @Test
  void aRevokedKeyIsDeniedWithinMaxStaleness() {
    InMemoryBackend backend = new InMemoryBackend();
    try (Sallyport here = sallyport(backend);
        Sallyport there = sallyport(backend)) {
      Owner owner = Owner.of("ada");
      backend.owners().insertAccount(new Account(owner.accountId(), "", true));
      backend.owners().insertUser(User.person(owner).staff(true));
      Created created = (Created) here.keys().create(CreateKeyRequest.of(owner, "key"));
      assertThat(isAuthenticated(there, created)).isTrue();
      redis.killMasterOf(channel);
      assertThat(isAuthenticated(there, created)).isTrue();
      here.keys().deactivate(created.key().id());
      long revokedAt = System.nanoTime();
      long beganAt;
      boolean isAuthenticated;
      do {
        beganAt = System.nanoTime();
        isAuthenticated = isAuthenticated(there, created);
      } while (beganAt - revokedAt <= MAX_STALENESS.toNanos());
      assertThat(isAuthenticated).isFalse();
    }
  }

  private Sallyport sallyport(InMemoryBackend backend) {
    return Sallyport.builder(backend)
        .ignoreEnvironment()
        .cluster(nodes.join())
        .setting("max-staleness", "2s")
        .build();
  }

  private static boolean isAuthenticated(Sallyport sallyport, Created created) {
    return sallyport.authenticator().authenticate(created.token()) instanceof Authenticated;
  }

  static void awaitDelivery(Cluster publisher, Set<Invalidation> received) {
    Set<Invalidation> published = new HashSet<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Invalidation change = new Invalidation.OfKey(UUID.randomUUID());
              published.add(change);
              publisher.publish(change);
              return !Collections.disjoint(received, published);
            });
  }
}

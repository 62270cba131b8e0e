package dev.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.Invalidation;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authentication and authorization at Redis. */
class AccessTest {
  private static final TestRedis REDIS = TestRedis.start();
  private static final Console CONSOLE = new Console(REDIS);

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    CONSOLE.close();
    REDIS.close();
  }

  @Test
  void reportsAWrongPasswordOnceWithoutShowingIt() {
    String url = "redis://wronguser:hunter2@127.0.0.1:" + REDIS.port();
    try (Logs logs = new Logs();
        Cluster cluster = TestCluster.at(url).join()) {
      cluster.subscribe(change -> {});
      long before = CONSOLE.calls("hello") + CONSOLE.calls("auth");
      await()
          .atMost(40, TimeUnit.SECONDS) // "once" means once a minute
          .until(() -> CONSOLE.calls("hello") + CONSOLE.calls("auth") >= before + 4);
      assertThat(Takes.from(cluster).isShared()).isFalse();
      assertThat(logs.warnings())
          .filteredOn(it -> it.contains("it rejected this user or password (WRONGPASS)"))
          .hasSize(1); // a busy machine may also not respond in time
      assertThat(logs.text()).doesNotContain("hunter2").doesNotContain("wronguser");
    }
  }

  @Test
  void connectsWithTheCurrentPasswordOfTheFile() throws Exception {
    CONSOLE
        .commands()
        .aclSetuser(
            "rotated",
            AclSetuserArgs.Builder.on()
                .addPassword("new one")
                .allKeys()
                .allCommands()
                .allChannels());
    Path file = Files.writeString(folder.resolve("password"), "old one\n");
    TestCluster nodes =
        TestCluster.on(REDIS)
            .with("redis-user", "rotated")
            .with("redis-password-file", file.toString());
    try (Cluster cluster = nodes.join()) {
      cluster.subscribe(change -> {});
      Takes takes = Takes.from(cluster);
      assertThat(takes.isShared()).isFalse();
      Files.writeString(file, "new one\n");
      await().until(takes::isShared);
    }
  }

  @Test
  void connectsWithAPasswordInTheUrl() {
    CONSOLE
        .commands()
        .aclSetuser(
            "in-url",
            AclSetuserArgs.Builder.on().addPassword("p").allKeys().allCommands().allChannels());
    try (Cluster cluster = TestCluster.at("redis://in-url:p@127.0.0.1:" + REDIS.port()).join()) {
      cluster.subscribe(change -> {});
      Takes.from(cluster).awaitShared();
    }
  }

  /** The permissions that the documentation lists suffice. */
  @Test
  void needsOnlyTheDocumentedPermissions() throws Exception {
    TestCluster nodes = TestCluster.on(REDIS);
    AclSetuserArgs rights =
        AclSetuserArgs.Builder.on()
            .addPassword("p")
            .resetChannels()
            .keyPattern(nodes.prefix() + ":*")
            .channelPattern(nodes.prefix() + ":*");
    for (CommandType command :
        List.of(
            CommandType.EVAL,
            CommandType.EVALSHA,
            CommandType.GET,
            CommandType.SET,
            CommandType.TIME,
            CommandType.PING,
            CommandType.PUBLISH,
            CommandType.SUBSCRIBE)) {
      rights.addCommand(command);
    }
    CONSOLE.commands().aclSetuser("few", rights);
    String url = "redis://few:p@127.0.0.1:" + REDIS.port();
    TestCluster withFew = nodes.with("redis-url", url);
    try (Logs logs = new Logs();
        Cluster one = withFew.join();
        Cluster other = withFew.join()) {
      BlockingQueue<Invalidation> heard = new LinkedBlockingQueue<>();
      one.subscribe(heard::add);
      other.subscribe(change -> {});
      Invalidation change = new Invalidation.OfKey(UUID.randomUUID());
      other.publish(change);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(change);
      Takes.from(one).awaitShared();
      assertThat(logs.warnings()).isEmpty();
    }
  }

  @Test
  void reportsMissingPermissions() {
    CONSOLE
        .commands()
        .aclSetuser(
            "mute",
            AclSetuserArgs.Builder.on().addPassword("p").allKeys().allCommands().resetChannels());
    try (Logs logs = new Logs();
        Cluster cluster = TestCluster.at("redis://mute:p@127.0.0.1:" + REDIS.port()).join()) {
      cluster.subscribe(change -> {});
      cluster.publish(new Invalidation.OfKey(UUID.randomUUID()));
      Takes.from(cluster).awaitShared();
      await()
          .untilAsserted(
              () ->
                  assertThat(logs.warnings())
                      .anyMatch(it -> it.startsWith("Cannot use Redis"))
                      .anyMatch(it -> it.startsWith("Could not publish changes"))
                      .allMatch(it -> it.contains("its user lacks a permission (NOPERM)")));
    }
  }
}

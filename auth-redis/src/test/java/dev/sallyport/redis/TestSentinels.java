package dev.sallyport.redis;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A master, a replica, and three Sentinels that monitor them. */
final class TestSentinels implements ReplicatedRedis {
  private final TestRedis master = TestRedis.startReplicated();
  private final TestRedis replica =
      TestRedis.startReplicated("--replicaof", "127.0.0.1", String.valueOf(master.port()));
  private final List<TestRedis> sentinels = Stream.generate(this::sentinel).limit(3).toList();

  TestSentinels() {
    awaitReplicated();
    await().atMost(Duration.ofSeconds(60)).until(() -> sentinels.stream().allMatch(this::isReady));
  }

  @Override
  public String url() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port())
        .collect(joining(",", "redis-sentinel://", "#main"));
  }

  @Override
  public void awaitReplicated() {
    try (Console console = new Console(master)) {
      console.awaitReplicated();
    }
  }

  @Override
  public void killMasterOf(String name) {
    master.kill();
  }

  @Override
  public List<TestRedis> servers() {
    return List.of(master, replica);
  }

  @Override
  public void close() {
    sentinels.forEach(TestRedis::close);
    replica.close();
    master.close();
  }

  private TestRedis sentinel() {
    int port = TestRedis.quietPort();
    try {
      Path configuration = Files.createTempFile("sallyport-sentinel", ".conf");
      configuration.toFile().deleteOnExit();
      Files.writeString(
          configuration,
          """
          port %d
          bind 127.0.0.1
          sentinel monitor main 127.0.0.1 %d 2
          sentinel down-after-milliseconds main 2000
          sentinel failover-timeout main 6000
          """
              .formatted(port, master.port()));
      return TestRedis.startSentinel(port, configuration);
    } catch (IOException e) {
      throw new AssertionError("Could not write the configuration of a Sentinel.", e);
    }
  }

  /** Sentinels learn of replicas and of each other from the master. */
  private boolean isReady(TestRedis sentinel) {
    try (Console console = new Console(sentinel)) {
      String info = console.commands().info("sentinel");
      return info.contains("status=ok") && info.contains("slaves=1,sentinels=3");
    }
  }
}

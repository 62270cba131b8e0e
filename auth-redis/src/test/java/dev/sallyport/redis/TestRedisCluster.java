package dev.sallyport.redis;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of three masters with a replica each. */
final class TestRedisCluster implements ReplicatedRedis {
  private static final int MASTERS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<TestRedis> nodes = Stream.generate(TestRedisCluster::node).limit(6).toList();

  TestRedisCluster() {
    try (Console first = new Console(nodes.get(0))) {
      for (TestRedis node : nodes) {
        first.commands().clusterMeet("127.0.0.1", node.port());
      }
    }
    for (int i = 0; i < MASTERS; i++) {
      int number = i;
      try (Console console = new Console(nodes.get(i))) {
        console
            .commands()
            .clusterAddSlots(
                IntStream.range(0, SlotHash.SLOT_COUNT)
                    .filter(it -> owner(it) == number)
                    .toArray());
      }
    }
    await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(TestRedisCluster::knowsAll));
    for (int i = 0; i < MASTERS; i++) {
      try (Console master = new Console(nodes.get(i));
          Console replica = new Console(nodes.get(MASTERS + i))) {
        replica.commands().clusterReplicate(master.commands().clusterMyId());
      }
    }
    awaitReplicated();
    awaitReady();
  }

  @Override
  public String url() {
    return nodes.stream()
        .map(node -> "127.0.0.1:" + node.port())
        .collect(joining(",", "redis-cluster://", ""));
  }

  @Override
  public void awaitReplicated() {
    for (TestRedis master : nodes.subList(0, MASTERS)) {
      try (Console console = new Console(master)) {
        console.awaitReplicated();
      }
    }
  }

  @Override
  public void killMasterOf(String name) {
    nodes.get(owner(SlotHash.getSlot(name))).kill();
  }

  @Override
  public List<TestRedis> servers() {
    return nodes;
  }

  /** Separates the server with the only subscriber of a channel from the others. */
  void separateServerWithSubscriber(String channel) {
    int number =
        nodes.indexOf(
            nodes.stream().filter(it -> hasSubscribers(it, channel)).findFirst().orElseThrow());
    TestRedis separated = nodes.get(number);
    TestRedis partner = nodes.get((number + MASTERS) % nodes.size());
    try (Console console = new Console(separated);
        Console other = new Console(partner)) {
      if (isMaster(console)) {
        other.commands().clusterFailover(false);
        await().atMost(PATIENCE).until(() -> !isMaster(console));
      }
      String id = console.commands().clusterMyId();
      console.commands().clusterReset(false);
      for (TestRedis node : nodes) {
        if (node != separated) {
          try (Console remaining = new Console(node)) {
            remaining.commands().clusterForget(id);
          }
        }
      }
    }
  }

  private static boolean isMaster(Console console) {
    return console.commands().info("replication").contains("role:master");
  }

  private static boolean hasSubscribers(TestRedis node, String channel) {
    try (Console console = new Console(node)) {
      return console.commands().pubsubNumsub(channel).values().stream().anyMatch(it -> it > 0);
    }
  }

  @Override
  public void thaw() {
    nodes.forEach(TestRedis::thaw);
    awaitReady();
  }

  @Override
  public void close() {
    nodes.forEach(TestRedis::close);
  }

  private void awaitReady() {
    await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(TestRedisCluster::isReady));
  }

  private static int owner(int slot) {
    return slot % MASTERS;
  }

  private static TestRedis node() {
    return TestRedis.startReplicated("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
  }

  private static boolean knowsAll(TestRedis node) {
    return info(node).contains("cluster_known_nodes:6") && info(node).contains("cluster_state:ok");
  }

  private static boolean isReady(TestRedis node) {
    try (Console console = new Console(node)) {
      String nodes = console.commands().clusterNodes();
      return nodes.lines().filter(it -> it.contains("slave") && it.contains("connected")).count()
              == MASTERS
          && !nodes.contains("fail");
    }
  }

  private static String info(TestRedis node) {
    try (Console console = new Console(node)) {
      return console.commands().clusterInfo();
    }
  }
}

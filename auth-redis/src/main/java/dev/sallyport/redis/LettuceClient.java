package dev.sallyport.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lettuce client with bounded queues that never repeats a command. */
interface LettuceClient extends AutoCloseable {
  /** Timeout for connecting and for checks. */
  Duration TIMEOUT = Duration.ofSeconds(2);

  /** Creates a client without connecting. */
  static LettuceClient of(RedisEndpoint endpoint) {
    return endpoint.isCluster()
        ? new ClusterClient(endpoint.uris(TIMEOUT))
        : new SingleMasterClient(endpoint.uris(TIMEOUT).get(0));
  }

  /** Opens a connection, to the servers that are masters now. */
  StatefulConnection<String, String> connect();

  /** Opens a connection that is subscribed to a channel. */
  default StatefulRedisPubSubConnection<String, String> subscribe(
      String channel, RedisPubSubListener<String, String> listener) {
    StatefulRedisPubSubConnection<String, String> connection = connectPubSub();
    try {
      connection.addListener(listener);
      connection.sync().subscribe(channel);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a connection for subscriptions. */
  StatefulRedisPubSubConnection<String, String> connectPubSub();

  @Override
  void close();

  /** Returns the commands of a connection that {@link #connect} opened. */
  static RedisClusterAsyncCommands<String, String> commands(
      StatefulConnection<String, String> connection) {
    return connection instanceof StatefulRedisClusterConnection<String, String> cluster
        ? cluster.async()
        : ((StatefulRedisConnection<String, String>) connection).async();
  }

  /** Returns names of keys with a common start, one on each master of a connection. */
  static Stream<String> keyPerMaster(StatefulConnection<String, String> connection, String start) {
    return connection instanceof StatefulRedisClusterConnection<String, String> cluster
        ? cluster.getPartitions().stream()
            .filter(LettuceClient::isMaster)
            .flatMap(node -> keyOf(node, start).stream())
        : Stream.of(start);
  }

  /** Returns whether a node has slots, unlike replicas and masters that were replaced. */
  static boolean isMaster(RedisClusterNode node) {
    return !node.getSlots().isEmpty();
  }

  private static Optional<String> keyOf(RedisClusterNode node, String start) {
    return IntStream.range(0, 10 * SlotHash.SLOT_COUNT)
        .mapToObj(number -> start + ":" + number)
        .filter(key -> node.hasSlot(SlotHash.getSlot(key)))
        .findFirst();
  }

  /** Returns the options of all clients. */
  static ClientOptions options() {
    return ClientOptions.builder()
        .autoReconnect(false)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(16_384) // commands that wait for a response; further commands fail
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).keepAlive(true).build())
        .build();
  }
}

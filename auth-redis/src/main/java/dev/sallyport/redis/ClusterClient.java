package dev.sallyport.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Client of a Redis Cluster, which looks up the masters for each connection and whenever a slot has
 * moved.
 */
final class ClusterClient implements LettuceClient {
  private final RedisClusterClient client;

  ClusterClient(List<RedisURI> seeds) {
    client = RedisClusterClient.create(seeds);
    client.setOptions(ClusterClientOptions.builder(LettuceClient.options()).build());
  }

  @Override
  public StatefulConnection<String, String> connect() {
    client.refreshPartitions();
    StatefulRedisClusterConnection<String, String> connection = client.connect(StringCodec.UTF8);
    try {
      openMasters(connection);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The driver would open them at the first request, which does not wait that long. */
  private static void openMasters(StatefulRedisClusterConnection<String, String> connection) {
    connection.getPartitions().stream()
        .filter(LettuceClient::isMaster)
        .map(RedisClusterNode::getUri)
        .forEach(uri -> connection.getConnection(uri.getHost(), uri.getPort()));
  }

  @Override
  public StatefulRedisPubSubConnection<String, String> connectPubSub() {
    client.refreshPartitions();
    return client.connectPubSub(StringCodec.UTF8);
  }

  @Override
  public void close() {
    client.shutdown(0, TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}

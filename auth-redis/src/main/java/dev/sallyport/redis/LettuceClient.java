package dev.sallyport.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lettuce, told to bound what it keeps and to do nothing twice. */
final class LettuceClient implements AutoCloseable {
  /** How long connecting may take, and a check. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** So many commands may wait for an answer on a connection; those beyond fail. */
  private static final int MAX_COMMANDS = 16_384;

  private final RedisEndpoint place;
  private final RedisClient client = RedisClient.create();

  /** Connects to nothing yet. */
  LettuceClient(RedisEndpoint place) {
    this.place = place;
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_COMMANDS)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).keepAlive(true).build())
            .build());
  }

  StatefulRedisConnection<String, String> connect() {
    return client.connect(StringCodec.UTF8, uri());
  }

  StatefulRedisPubSubConnection<String, String> subscribe(
      String channel, RedisPubSubListener<String, String> listener) {
    StatefulRedisPubSubConnection<String, String> connection =
        client.connectPubSub(StringCodec.UTF8, uri());
    try {
      connection.addListener(listener);
      connection.sync().subscribe(channel);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private RedisURI uri() {
    RedisURI uri = place.uri();
    uri.setTimeout(PATIENCE);
    return uri;
  }

  @Override
  public void close() {
    client.shutdown(0, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

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

/** Lettuce client with bounded queues that never repeats a command. */
final class LettuceClient implements AutoCloseable {
  /** Timeout for connecting and for checks. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Maximum number of commands that wait for a response on a connection. Further commands fail. */
  private static final int MAX_COMMANDS = 16_384;

  private final RedisEndpoint endpoint;
  private final RedisClient client = RedisClient.create();

  /** Creates a client without connecting. */
  LettuceClient(RedisEndpoint endpoint) {
    this.endpoint = endpoint;
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_COMMANDS)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).keepAlive(true).build())
            .build());
  }

  /** Opens a connection. */
  StatefulRedisConnection<String, String> connect() {
    return client.connect(StringCodec.UTF8, uri());
  }

  /** Opens a connection that is subscribed to a channel. */
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
    RedisURI uri = endpoint.uri();
    uri.setTimeout(TIMEOUT);
    return uri;
  }

  @Override
  public void close() {
    client.shutdown(0, TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}

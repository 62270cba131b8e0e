package dev.sallyport.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.TimeUnit;

/** Client of a server, or of the master that Sentinels name for each connection. */
final class SingleMasterClient implements LettuceClient {
  private final RedisURI uri;
  private final RedisClient client = RedisClient.create();

  SingleMasterClient(RedisURI uri) {
    this.uri = uri;
    client.setOptions(LettuceClient.options());
  }

  @Override
  public StatefulConnection<String, String> connect() {
    return client.connect(StringCodec.UTF8, uri);
  }

  @Override
  public StatefulRedisPubSubConnection<String, String> connectPubSub() {
    return client.connectPubSub(StringCodec.UTF8, uri);
  }

  @Override
  public void close() {
    client.shutdown(0, TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}

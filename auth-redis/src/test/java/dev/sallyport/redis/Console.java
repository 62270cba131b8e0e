package dev.sallyport.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.TimeUnit;

/** Administrative connection to a Redis server. */
final class Console implements AutoCloseable {
  private final RedisClient client = RedisClient.create();
  private final StatefulRedisConnection<String, String> connection;

  public Console(TestRedis redis) {
    connection = client.connect(RedisURI.create(redis.url()));
  }

  StatefulRedisConnection<String, String> connection() {
    return connection;
  }

  RedisCommands<String, String> commands() {
    return connection.sync();
  }

  /** Returns how often a command was executed for any client. */
  long calls(String command) {
    return commands()
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
        .mapToLong(line -> Long.parseLong(line.replaceAll("^[^=]*=([0-9]+),.*$", "$1")))
        .sum();
  }

  @Override
  public void close() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}

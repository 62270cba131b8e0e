package dev.sallyport.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Administrative connection to a Redis server. */
final class Console implements AutoCloseable {
  private static final Pattern WRITTEN = Pattern.compile("master_repl_offset:([0-9]+)");

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

  /** Waits until a replica has the data of this master. */
  void awaitReplicated() {
    await().atMost(Duration.ofSeconds(60)).until(this::isReplicated);
  }

  private boolean isReplicated() {
    String info = commands().info("replication");
    Matcher written = WRITTEN.matcher(info);
    return written.find()
        && info.lines()
            .anyMatch(
                line ->
                    line.startsWith("slave0:")
                        && line.contains("state=online,offset=" + written.group(1) + ","));
  }

  @Override
  public void close() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}

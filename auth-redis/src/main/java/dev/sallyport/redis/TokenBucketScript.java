package dev.sallyport.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lua script that counts requests inside Redis: atomically, in one round trip for all limits of a
 * request, and by one clock for all nodes.
 */
final class TokenBucketScript {
  private final String text;
  private final String digest;
  private final Duration timeout;

  /**
   * Creates the script from the file in the jar.
   *
   * @param timeout maximum time to wait for a response
   */
  TokenBucketScript(Duration timeout) {
    this(read(), timeout);
  }

  TokenBucketScript(String text, Duration timeout) {
    this.text = text;
    this.digest = Base16.digest(text.getBytes(UTF_8));
    this.timeout = timeout;
  }

  /**
   * Takes one request from every quota, or from none.
   *
   * @param commands the connection to use
   * @param quotas the names of the quotas; in a Redis Cluster, all of one slot
   * @param sizes for each quota, its number of requests and its window in microseconds
   * @return the microseconds until every quota has a request available, 0 if it was taken, followed
   *     by the remaining requests of each quota
   * @throws io.lettuce.core.RedisException if Redis does not respond
   */
  List<Long> run(
      RedisClusterAsyncCommands<String, String> commands, String[] quotas, String[] sizes) {
    try {
      return await(commands.evalsha(digest, ScriptOutputType.MULTI, quotas, sizes));
    } catch (RedisNoScriptException e) {
      return await(commands.eval(text, ScriptOutputType.MULTI, quotas, sizes));
    }
  }

  private List<Long> await(RedisFuture<List<Long>> answer) {
    return LettuceFutures.awaitOrCancel(answer, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  static String read() {
    try (InputStream script = TokenBucketScript.class.getResourceAsStream("token-bucket.lua")) {
      if (script == null) {
        throw new IllegalStateException("token-bucket.lua is missing from the jar");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

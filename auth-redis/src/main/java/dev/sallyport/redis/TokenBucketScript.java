package dev.sallyport.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The script that counts, run by Redis itself: in one round trip for all limits of a request, with
 * nobody in between, and by one clock for all nodes.
 */
final class TokenBucketScript {
  private final String text;
  private final String digest;
  private final Duration timeout;

  /**
   * The script as it is in the jar.
   *
   * @param timeout how long to wait for its answer
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
   * @param sizes of each quota its requests and its window in microseconds
   * @return the microseconds until there is one in every quota, and what is left in each
   * @throws io.lettuce.core.RedisException if Redis does not say
   */
  List<Long> run(
      StatefulRedisConnection<String, String> connection, String[] quotas, String[] sizes) {
    var commands = connection.async();
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
        throw new IllegalStateException("token-bucket.lua is not beside its class");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

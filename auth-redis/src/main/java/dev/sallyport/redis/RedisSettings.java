package dev.sallyport.redis;

import dev.sallyport.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of {@code cluster=redis}.
 *
 * <pre>{@code
 * String url = settings.get(RedisSettings.REDIS_URL);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RedisSettings {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** URL of Redis. */
  public static final Setting<String> REDIS_URL =
      Setting.confidential(
          "redis-url",
          "a URL such as redis://localhost:6379, redis-sentinel://host1,host2/0#master,"
              + " redis-cluster://host1,host2 or, with TLS, rediss://redis.example.com:6380/2, with"
              + " host names of letters, digits and hyphens, and a password that is percent-encoded",
          "URL of the Redis that all nodes share: a server, Sentinels"
              + " (`redis-sentinel://host1:26379,host2:26379#master`) or nodes of a Redis Cluster"
              + " (`redis-cluster://host1:6379,host2:6379`). Never shown, because it may contain a"
              + " password as in `redis://user:password@host`; prefer `redis-password-file`.",
          RedisSettings::url);

  /** ACL user for {@link #REDIS_URL}. */
  public static final Setting<String> REDIS_USER =
      Setting.text(
          "redis-user",
          "the name of a Redis user",
          "User of a Redis ACL whose password is in `redis-password-file`. Unset: the default user.");

  /** File with the password of {@link #REDIS_USER}. */
  public static final Setting<Path> REDIS_PASSWORD_FILE =
      Setting.of(
          "redis-password-file",
          "",
          "the path of a UTF-8 text file",
          "File whose first line is the Redis password. Read for each connection, so that the"
              + " password can be changed. Alternative to a password in `redis-url`.",
          Path::of);

  /** Prefix of Sallyport's keys and channel in Redis. */
  public static final Setting<String> REDIS_PREFIX =
      Setting.of(
          "redis-prefix",
          "sallyport",
          "1 to 64 letters, digits, dots, colons, hyphens and underscores",
          "Prefix of the names of keys and of the channel. Applications that share a Redis need"
              + " different prefixes.",
          RedisSettings::prefix);

  /** Maximum time a request waits for Redis. */
  public static final Setting<Duration> REDIS_TIMEOUT =
      Setting.duration(
          "redis-timeout",
          "250ms",
          Duration.ofMillis(10),
          "Maximum time a request waits for Redis. After a timeout, requests do not use Redis until"
              + " it responds to a check, which runs every second.");

  private RedisSettings() {}

  /** Returns all settings of this class. */
  public static List<Setting<?>> all() {
    return List.of(REDIS_URL, REDIS_USER, REDIS_PASSWORD_FILE, REDIS_PREFIX, REDIS_TIMEOUT);
  }

  private static String url(String text) {
    if (!text.isEmpty() && !RedisUrl.isValid(text)) {
      throw new IllegalArgumentException("not a Redis URL");
    }
    return text;
  }

  private static String prefix(String text) {
    if (!PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException("not a prefix");
    }
    return text;
  }
}

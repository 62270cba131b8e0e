package dev.sallyport.redis;

import dev.sallyport.config.Setting;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of {@code cluster=redis}. */
public final class RedisSettings {
  private static final Pattern SCHEME = Pattern.compile("(?s)rediss?://.+");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** Where Redis is. */
  public static final Setting<String> REDIS_URL =
      Setting.confidential(
          "redis-url",
          "a URL such as redis://localhost:6379 or, with TLS, rediss://redis.example.com:6380/2, with"
              + " a host name of letters, digits and hyphens, and a password that is percent-encoded",
          "URL of the Redis that all nodes share. Never shown, because it may hold a password as in"
              + " `redis://user:password@host`; better use `redis-password-file`.",
          RedisSettings::url);

  /** Who connects to {@link #REDIS_URL}. */
  public static final Setting<String> REDIS_USER =
      Setting.text(
          "redis-user",
          "a name that Redis knows",
          "User, of an ACL of Redis, whose password is in `redis-password-file`; unset, the default"
              + " user.");

  /** Where the password of {@link #REDIS_USER} stands. */
  public static final Setting<Path> REDIS_PASSWORD_FILE =
      Setting.of(
          "redis-password-file",
          "",
          "the path of a text file in UTF-8",
          "File whose first line is the password for Redis; read for each connection, so that it"
              + " may change. Instead of a password in `redis-url`.",
          Path::of);

  /** What is Sallyport's in that Redis. */
  public static final Setting<String> REDIS_PREFIX =
      Setting.of(
          "redis-prefix",
          "sallyport",
          "1 to 64 letters, digits, dots, colons, hyphens and underscores",
          "What the names of keys and of the channel begin with; applications that share a Redis"
              + " need one each.",
          RedisSettings::prefix);

  /** How long a request waits. */
  public static final Setting<Duration> REDIS_TIMEOUT =
      Setting.duration(
          "redis-timeout",
          "250ms",
          Duration.ofMillis(10),
          "How long a request waits for Redis at most. After that no request asks Redis until it"
              + " answers a check, which is made each second.");

  private RedisSettings() {}

  /** All of them. */
  public static List<Setting<?>> all() {
    return List.of(REDIS_URL, REDIS_USER, REDIS_PASSWORD_FILE, REDIS_PREFIX, REDIS_TIMEOUT);
  }

  private static String url(String text) {
    if (!text.isEmpty() && !isUrl(text)) {
      throw new IllegalArgumentException("not a URL of Redis");
    }
    return text;
  }

  /** The driver alone would take what it does not know in a host for a part of its name. */
  private static boolean isUrl(String text) {
    try {
      return SCHEME.matcher(text).matches()
          && URI.create(text).getHost() != null
          && RedisURI.create(text).getSocket() == null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String prefix(String text) {
    if (!PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException("no prefix");
    }
    return text;
  }
}

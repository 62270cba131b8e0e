package dev.sallyport.redis;

import static java.util.Objects.requireNonNull;

import dev.sallyport.config.PasswordFile;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Address and credentials of Redis. It has no {@code toString()} that shows them. */
final class RedisEndpoint {
  private final String url;
  private final String user;
  private final @Nullable PasswordFile password;

  private RedisEndpoint(String url, String user, @Nullable PasswordFile password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * Returns the endpoint that the settings describe.
   *
   * @throws SettingException if settings are missing, invalid or contradict each other
   */
  static RedisEndpoint of(Settings settings) {
    String url = settings.get(RedisSettings.REDIS_URL);
    if (url.isEmpty()) {
      throw new SettingException("Missing setting redis-url: cluster=redis requires it.");
    }
    if (!settings.isGiven(RedisSettings.REDIS_PASSWORD_FILE)) {
      settings.requireUnset(
          List.of(RedisSettings.REDIS_USER),
          "without redis-password-file: remove it, or set the file");
      return new RedisEndpoint(url, "", null);
    }
    if (RedisUrl.hasCredentials(url)) {
      throw new SettingException(
          "The settings %s and %s both contain credentials: remove them from redis-url."
              .formatted(
                  settings.describe(RedisSettings.REDIS_PASSWORD_FILE),
                  settings.describe(RedisSettings.REDIS_URL)));
    }
    PasswordFile file =
        new PasswordFile(
            RedisSettings.REDIS_PASSWORD_FILE, settings.get(RedisSettings.REDIS_PASSWORD_FILE));
    requireNonNull(file.read()); // reports an unreadable file at the start
    return new RedisEndpoint(url, settings.get(RedisSettings.REDIS_USER), file);
  }

  boolean isCluster() {
    return RedisUrl.isCluster(url);
  }

  /**
   * Returns one URI, or the seeds of a Redis Cluster. Their credentials are read from the file for
   * each connection, which fails with a {@link SettingException} if it can no longer be read.
   *
   * @param timeout timeout for connecting
   */
  List<RedisURI> uris(Duration timeout) {
    List<RedisURI> uris = RedisUrl.parse(url);
    for (RedisURI uri : uris) {
      uri.setTimeout(timeout);
      uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
      if (password != null) {
        PasswordFile file = password;
        uri.setCredentialsProvider(RedisCredentialsProvider.from(() -> credentials(file)));
      }
    }
    return uris;
  }

  private RedisCredentials credentials(PasswordFile file) {
    char[] secret = file.read().reveal().toCharArray();
    return RedisCredentials.just(user.isEmpty() ? null : user, secret);
  }
}

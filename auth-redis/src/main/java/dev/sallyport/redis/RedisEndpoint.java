package dev.sallyport.redis;

import static java.util.Objects.requireNonNull;

import dev.sallyport.config.PasswordFile;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import io.lettuce.core.RedisURI;
import java.net.URI;
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
    if (URI.create(url).getUserInfo() != null) {
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

  /**
   * Returns the URI for one connection, with the current password of the file.
   *
   * @throws SettingException if the file can no longer be read
   */
  RedisURI uri() {
    RedisURI uri = RedisURI.create(url);
    if (password != null) {
      char[] secret = password.read().reveal().toCharArray();
      if (user.isEmpty()) {
        uri.setAuthentication(secret);
      } else {
        uri.setAuthentication(user, secret);
      }
    }
    return uri;
  }
}

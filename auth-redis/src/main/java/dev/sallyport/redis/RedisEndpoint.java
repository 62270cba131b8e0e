package dev.sallyport.redis;

import static java.util.Objects.requireNonNull;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.PasswordFile;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where Redis is, and as whom to connect to it. Shows nothing of it. */
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
   * The place that settings name.
   *
   * @throws SettingException if some do not fit, or not together
   */
  static RedisEndpoint of(Settings settings) {
    String url = settings.get(RedisSettings.REDIS_URL);
    if (url.isEmpty()) {
      throw new SettingException("The cluster redis needs the setting redis-url: give it.");
    }
    if (!settings.isGiven(RedisSettings.REDIS_PASSWORD_FILE)) {
      settings.requireUnset(
          List.of(RedisSettings.REDIS_USER),
          "without redis-password-file: take it out, or give the file");
      return new RedisEndpoint(url, "", null);
    }
    if (URI.create(url).getUserInfo() != null) {
      throw new SettingException(
          "The settings %s and %s both say who connects: take it out of redis-url."
              .formatted(
                  settings.describe(RedisSettings.REDIS_PASSWORD_FILE),
                  settings.describe(RedisSettings.REDIS_URL)));
    }
    PasswordFile file =
        new PasswordFile(
            RedisSettings.REDIS_PASSWORD_FILE, settings.get(RedisSettings.REDIS_PASSWORD_FILE));
    requireNonNull(file.read()); // what is wrong with it is told at the start
    return new RedisEndpoint(url, settings.get(RedisSettings.REDIS_USER), file);
  }

  /**
   * For one connection, with the password that is in the file now.
   *
   * @throws SettingException if the file cannot be read any more
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

package dev.sallyport.auth.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.token.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a password in its first line, as secret stores of orchestrators mount it. */
record PasswordFile(Path path) {
  /**
   * The first line, blanks included, without the end of the line.
   *
   * @throws SettingException if it cannot be read, or is empty
   */
  Secret read() {
    try (BufferedReader lines = Files.newBufferedReader(path, UTF_8)) {
      String first = lines.readLine();
      if (first == null || first.isEmpty()) {
        throw unfit("whose first line is empty");
      }
      return Secret.of(first);
    } catch (IOException e) {
      throw unfit("which cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  /**
   * Makes sure that there is a password.
   *
   * @throws SettingException if there is none
   */
  void require() {
    requireNonNull(read());
  }

  private SettingException unfit(String why) {
    return new SettingException(
        "The setting redis-password-file is '%s', %s: accepted is %s with the password in its first"
                .formatted(path, why, RedisSettings.REDIS_PASSWORD_FILE.accepted())
            + " line.");
  }
}

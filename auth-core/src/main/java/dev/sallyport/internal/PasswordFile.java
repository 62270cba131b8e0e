package dev.sallyport.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.token.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a password in its first line, as secret stores of orchestrators mount it.
 *
 * @param setting which names the file
 */
public record PasswordFile(Setting<Path> setting, Path path) {
  /**
   * Reads the first line, blanks included, without the end of the line.
   *
   * @throws SettingException if it cannot be read, or is empty
   */
  public Secret read() {
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

  private SettingException unfit(String why) {
    return new SettingException(
        "The setting %s is '%s', %s: accepted is %s with the password in its first line."
            .formatted(setting.name(), path, why, setting.accepted()));
  }
}

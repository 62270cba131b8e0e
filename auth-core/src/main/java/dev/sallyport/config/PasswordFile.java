package dev.sallyport.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.token.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * File with a password in its first line, as mounted by secret stores of orchestrators.
 *
 * <pre>{@code
 * Secret password = new PasswordFile(PASSWORD_FILE, settings.get(PASSWORD_FILE)).read();
 * }</pre>
 *
 * @param setting setting that names the file
 * @param path path of the file
 * @since 0.1.0
 */
public record PasswordFile(Setting<Path> setting, Path path) {
  /**
   * Reads the first line, including blanks, without the line terminator.
   *
   * @throws SettingException if the file cannot be read or the line is empty
   */
  public Secret read() {
    try (BufferedReader lines = Files.newBufferedReader(path, UTF_8)) {
      String first = lines.readLine();
      if (first == null || first.isEmpty()) {
        throw invalid("its first line is empty");
      }
      return Secret.of(first);
    } catch (IOException e) {
      throw invalid("it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private SettingException invalid(String why) {
    return new SettingException(
        "Invalid value '%2$s' for %1$s: %3$s; expected %4$s with the password in its first line."
            .formatted(setting.name(), path, why, setting.accepted()));
  }
}

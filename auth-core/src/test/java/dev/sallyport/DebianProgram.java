package dev.sallyport;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of a Debian package, which is installed if it is missing and the user may do so. */
public final class DebianProgram {
  private static final long INSTALL_MINUTES = 10;

  private DebianProgram() {}

  /**
   * Returns the path of a program.
   *
   * @param name the name of the program
   * @param debianPackage the package that contains it
   */
  public static Path find(String name, String debianPackage) {
    return onPath(name)
        .or(() -> install(name, debianPackage))
        .orElseThrow(
            () ->
                new AssertionError(
                    "The tests with other servers need %s: install it (on Debian, 'apt-get install"
                            .formatted(name)
                        + " %s' as root).".formatted(debianPackage)));
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> install(String name, String debianPackage) {
    if (!"root".equals(System.getProperty("user.name"))
        || !Files.exists(Path.of("/etc/debian_version"))) {
      return Optional.empty();
    }
    List<String> install =
        List.of("apt-get", "install", "-y", "--no-install-recommends", debianPackage);
    if (!succeeds(install) && succeeds(List.of("apt-get", "update"))) {
      succeeds(install);
    }
    return onPath(name);
  }

  private static boolean succeeds(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

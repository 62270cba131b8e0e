package dev.sallyport.example.jetty;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chromium or a compatible browser, and the driver of its version. On Debian, missing programs are
 * installed if the user is allowed to.
 */
record BrowserPrograms(Path browser, Path driver) {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long INSTALL_MINUTES = 10;

  static BrowserPrograms find() {
    return look()
        .or(BrowserPrograms::install)
        .orElseThrow(
            () ->
                new AssertionError(
                    "The browser tests need Chromium and its driver: install both (on Debian,"
                        + " 'apt-get install chromium chromium-driver' as root), or say where they"
                        + " are with -Dtest.browser=... and -Dtest.browser.driver=..., or with"
                        + " TEST_BROWSER and TEST_BROWSER_DRIVER in the environment."));
  }

  private static Optional<BrowserPrograms> look() {
    Optional<Path> browser = named("test.browser").or(() -> onPath(BROWSERS));
    Optional<Path> driver = named("test.browser.driver").or(() -> onPath(List.of("chromedriver")));
    return browser.flatMap(found -> driver.map(it -> new BrowserPrograms(found, it)));
  }

  private static Optional<Path> named(String property) {
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
    return Stream.of(System.getProperty(property), System.getenv(variable))
        .filter(Objects::nonNull)
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .findFirst();
  }

  private static Optional<Path> onPath(List<String> names) {
    return names.stream().flatMap(BrowserPrograms::everywhere).findFirst();
  }

  private static Stream<Path> everywhere(String name) {
    @Nullable String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .filter(Files::isExecutable);
  }

  private static Optional<BrowserPrograms> install() {
    if (!"root".equals(System.getProperty("user.name"))
        || !Files.exists(Path.of("/etc/debian_version"))) {
      return Optional.empty();
    }
    List<String> install = List.of("apt-get", "install", "-y", "chromium", "chromium-driver");
    if (!succeeds(install) && succeeds(List.of("apt-get", "update"))) {
      succeeds(install);
    }
    return look();
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

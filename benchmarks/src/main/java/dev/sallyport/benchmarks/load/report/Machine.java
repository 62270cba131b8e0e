package dev.sallyport.benchmarks.load.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The machine and the versions of a measurement. */
public final class Machine {
  private static final Properties VERSIONS = versions();

  private Machine() {}

  /** Returns cores, memory, operating system and JDK in one line. */
  public static String describe() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return "%d cores (%s), %d GiB, %s %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            cpu(),
            system.getTotalMemorySize() >> 30,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"));
  }

  /** Returns name and version of each component, as recorded by the build. */
  public static String versions(String... names) {
    return Arrays.stream(names)
        .map(name -> name + " " + VERSIONS.getProperty(name, "of unknown version"))
        .collect(Collectors.joining(", "));
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static Properties versions() {
    try (InputStream in = Machine.class.getResourceAsStream("versions.properties")) {
      Properties versions = new Properties();
      versions.load(Objects.requireNonNull(in, "versions.properties"));
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

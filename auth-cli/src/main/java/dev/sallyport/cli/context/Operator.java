package dev.sallyport.cli.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who runs the command, and on which machine, as the audit log has it.
 *
 * <p>It is what the operating system says, so it binds nobody who can choose it; whoever may write
 * to the database can do so without this command too.
 *
 * @param user the name of the system's user
 * @param machine the name of the machine; empty if unknown
 */
public record Operator(String user, String machine) {
  private static final String PREFIX = "cli:";

  /** Characters outside the basic plane count twice, and still fit. */
  private static final int MAX_LENGTH = 100;

  private static final List<Path> HOST_NAME_FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

  /** The user of this JVM. Asks no network, because that can hang. */
  public static Operator ofThisProcess(Map<String, String> environment) {
    String machine =
        Stream.concat(
                HOST_NAME_FILES.stream().map(Operator::firstLine),
                Stream.of("COMPUTERNAME", "HOSTNAME")
                    .map(name -> Optional.ofNullable(environment.get(name))))
            .flatMap(Optional::stream)
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse("");
    return new Operator(System.getProperty("user.name", "?"), machine);
  }

  /**
   * What the audit log is to say.
   *
   * @param reason in the operator's own words; empty if none was given
   * @throws UsageException if the reason is out of its bounds
   */
  public AuditContext because(String reason) {
    return UsageException.unlessWithinBounds(
        () -> new AuditContext(PREFIX + fit(user), fit(machine), reason));
  }

  private static String fit(String text) {
    return PrintableText.cut(PrintableText.line(text), MAX_LENGTH);
  }

  private static Optional<String> firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines.findFirst();
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}

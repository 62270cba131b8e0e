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
 * User and machine that the audit log records as actor and origin.
 *
 * <p>The values come from the operating system and are not verified. Users who can write to the
 * database can also write to it without this command.
 *
 * @param user the name of the operating system's user
 * @param machine the name of the machine; empty if unknown
 */
public record Operator(String user, String machine) {
  private static final String PREFIX = "cli:";

  /** In code points. Supplementary characters count as two UTF-16 units and still fit. */
  private static final int MAX_LENGTH = 100;

  private static final List<Path> HOST_NAME_FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

  /** Returns the user of this JVM. Performs no network lookup, which could block. */
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
   * Returns the audit context of this operator.
   *
   * @param reason the reason for a change; empty if none was given
   * @throws UsageException if the reason is too long or contains control characters
   */
  public AuditContext auditContext(String reason) {
    return UsageException.convertInvalidValue(
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

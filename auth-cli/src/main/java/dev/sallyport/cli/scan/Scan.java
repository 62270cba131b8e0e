package dev.sallyport.cli.scan;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.connection.DatabaseOnly;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.database.DatabaseKeys;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.key.KeyText;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.token.Secret;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Command {@code scan}: finds leaked tokens in files. */
@Command(
    name = "scan",
    header = "Find tokens in files, such as logs and source code, without showing them.",
    description = {
      "",
      "If a database is given and a token is verified, the id of its key is shown, whether the key"
          + " is active or not. Otherwise the prefix and the lookup id are shown, which do not"
          + " grant access. Directories are searched recursively, without following symbolic links."
          + " Binary files are skipped.",
      "",
      "The exit code is 0 if no token was found, 1 if a token was found, and 3 if no token was"
          + " found but a file could not be read.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport scan src/ README.md",
      "  git log -p | sallyport scan -",
      "  sallyport scan /var/log/app --db-url \"$SALLYPORT_DB_URL\" --deactivate --yes \\",
      "      --reason 'was in the log'"
    },
    sortOptions = false)
public final class Scan implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A file or a directory; - for standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--knox",
      order = 1,
      description =
          "Also find tokens in knox's format. Any 64 hexadecimal digits match, so give a database"
              + " to verify them.")
  private boolean knox;

  @Option(
      names = "--deactivate",
      order = 2,
      description = "Deactivate the keys whose tokens were found, after confirmation.")
  private boolean deactivate;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt("deactivated");
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext context;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<UUID> keys = new LinkedHashSet<>();
  private long count;

  public Scan(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Optional<Path>> places = places();
    AuditContext by = reason.auditContext(context);
    DatabaseOptions store =
        database.options("scan does not send the tokens that it finds to a server");
    boolean isVerifiable = store.isNamed(context);
    if (deactivate && !isVerifiable) {
      throw new UsageException(
          "--deactivate requires a database: use --db-url JDBC_URL or SALLYPORT_DB_URL");
    }
    if (deactivate) {
      requireConfirmable();
    }
    if (!isVerifiable) {
      return show(search(places, token -> Optional.empty()), List.of());
    }
    try (Sallyport sallyport = store.open(context, DatabaseOptions.EVERY_TOKEN)) {
      FileSearch search = search(places, token -> sallyport.authenticator().keyOf(token));
      List<ApiKey> deactivated = deactivate ? deactivate(sallyport.keys().as(by)) : List.of();
      return show(search, deactivated);
    }
  }

  /** Exit code 1 would say that a token was found. */
  private void requireConfirmable() {
    try {
      confirmation.requirePossible(context);
    } catch (DeniedException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the paths; empty for standard input. Error messages do not contain a missing path,
   * which may be a token.
   */
  private List<Optional<Path>> places() {
    List<Optional<Path>> places = new ArrayList<>();
    for (String path : paths) {
      places.add(path.equals(STANDARD_INPUT) ? Optional.empty() : Optional.of(existing(path)));
    }
    return places;
  }

  private Path existing(String name) {
    try {
      Path path = Path.of(name);
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // reported below, like a path that does not exist
    }
    throw new UsageException(
        "argument " + (paths.indexOf(name) + 1) + " of scan is not an existing file or directory");
  }

  private FileSearch search(List<Optional<Path>> places, Function<Secret, Optional<UUID>> keyOf) {
    Output output = context.output();
    try (ProgressReporter progress =
        ProgressReporter.of("Searching", ProgressReporter.UNKNOWN, " files", context)) {
      FileSearch search =
          new FileSearch(
              knox, keyOf, this::note, path -> output.note(path + " cannot be read."), progress);
      for (Optional<Path> place : places) {
        place.ifPresentOrElse(search::path, () -> search.standardInput(context.input()));
      }
      return search;
    }
  }

  private void note(Finding finding) {
    count++;
    Optional.ofNullable(finding.keyId()).ifPresent(keys::add);
    if (!format.isTable()) {
      findings.add(finding);
    } else {
      context.output().result(finding.text());
    }
  }

  private List<ApiKey> deactivate(ApiKeyManager manager) {
    List<ApiKey> active =
        keys.stream().flatMap(id -> manager.get(id).stream()).filter(ApiKey::active).toList();
    active.forEach(key -> context.output().note("Found: " + KeyText.named(DatabaseKeys.view(key))));
    String question =
        active.size() == 1 ? "Deactivate it?" : "Deactivate these " + active.size() + " keys?";
    try {
      if (!active.isEmpty()) {
        confirmation.require(context, question);
      }
    } catch (DeniedException e) { // the findings are reported all the same
      context.output().error(e.getMessage() + ".");
      return List.of();
    }
    return active.stream().flatMap(key -> manager.deactivate(key.id()).stream()).toList();
  }

  private int show(FileSearch search, List<ApiKey> deactivated) {
    Output output = context.output();
    if (!format.isTable()) {
      output.result(format.text(report(search, deactivated)));
    } else {
      deactivated.forEach(
          it -> output.sentence(KeyText.named(DatabaseKeys.view(it)) + " is inactive."));
    }
    output.note(
        "Files searched: %d; binary: %d; unreadable: %d. Tokens found: %d; keys: %d."
            .formatted(search.searched(), search.binary(), search.failed(), count, keys.size()));
    if (count > 0) {
      return ExitCode.DENIED;
    }
    return search.failed() > 0 ? ExitCode.UNAVAILABLE : ExitCode.DONE;
  }

  /** Result for JSON and YAML. */
  private record ScanReport(
      List<Finding> findings, List<UUID> deactivated, int searched, int binary, int unreadable) {}

  private ScanReport report(FileSearch search, List<ApiKey> deactivated) {
    return new ScanReport(
        findings,
        deactivated.stream().map(ApiKey::id).toList(),
        search.searched(),
        search.binary(),
        search.failed());
  }
}

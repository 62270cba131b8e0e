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
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.PrintableText;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: finds tokens where they should not be. */
@Command(
    name = "scan",
    header = "Find tokens in files, such as logs and source code, without showing them.",
    description = {
      "",
      "A token is shown as the id of its key if a database is named and it is that key's own, be the"
          + " key on or off; else by its prefix and lookup, which open nothing. Directories are"
          + " searched whole, without following symbolic links; binary files are passed over.",
      "",
      "It exits with 0 if nothing was found, 1 if something was, and 3 if nothing was found but a"
          + " file could not be read.",
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

  /** Each key is to be found, also by who puts many wrong tokens of it before the right one. */
  private static final Map<String, String> EVERY_TOKEN =
      Map.of("token-formats", "sallyport,knox", "token-failures", "1000000");

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A file or a directory; - is standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--knox",
      order = 1,
      description =
          "Also find tokens of knox's format; any 64 hexadecimal digits could be one, so name a"
              + " database too.")
  private boolean knox;

  @Option(
      names = "--deactivate",
      order = 2,
      description = "Switch the keys off whose tokens were found; asks first.")
  private boolean deactivate;

  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt("deactivated");
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext surroundings;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<UUID> keys = new LinkedHashSet<>();
  private long count;

  public Scan(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<Optional<Path>> places = places();
    AuditContext by = reason.by(surroundings);
    DatabaseOptions store = database.options("scan sends no token that it finds to a server");
    boolean provable = store.isNamed(surroundings);
    if (deactivate && !provable) {
      throw new UsageException(
          "--deactivate needs a database: give --db-url JDBC_URL or set SALLYPORT_DB_URL");
    }
    if (deactivate && !confirmation.isPossible(surroundings)) {
      return ExitCode.USAGE;
    }
    if (!provable) {
      return show(search(places, token -> Optional.empty()), List.of());
    }
    try (Sallyport sallyport = store.open(surroundings, EVERY_TOKEN)) {
      FileSearch search = search(places, token -> sallyport.authenticator().keyOf(token));
      List<ApiKey> off = deactivate ? switchOff(sallyport.keys().as(by)) : List.of();
      return show(search, off);
    }
  }

  /** Empty for standard input. Does not repeat what is no path, for it may be a token. */
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
      // Then there is none of this name either.
    }
    throw new UsageException(
        "there is no file or directory of the name that is argument "
            + (paths.indexOf(name) + 1)
            + " of scan");
  }

  private FileSearch search(List<Optional<Path>> places, Function<Secret, Optional<UUID>> keyOf) {
    Output output = surroundings.output();
    try (ProgressReporter progress =
        ProgressReporter.of("Searching", ProgressReporter.UNKNOWN, " files", surroundings)) {
      FileSearch search =
          new FileSearch(
              knox, keyOf, this::note, path -> output.note(path + " cannot be read."), progress);
      for (Optional<Path> place : places) {
        place.ifPresentOrElse(search::path, () -> search.standardInput(surroundings.input()));
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
      surroundings.output().result(finding.text());
    }
  }

  private List<ApiKey> switchOff(ApiKeyManager manager) {
    List<ApiKey> on =
        keys.stream().flatMap(id -> manager.get(id).stream()).filter(ApiKey::active).toList();
    on.forEach(
        key -> surroundings.output().note("Found: " + KeyText.named(DatabaseKeys.view(key))));
    String question =
        on.size() == 1 ? "Deactivate it?" : "Deactivate these " + on.size() + " keys?";
    if (on.isEmpty() || !confirmation.isGiven(surroundings, question)) {
      return List.of();
    }
    return on.stream().flatMap(key -> manager.deactivate(key.id()).stream()).toList();
  }

  private int show(FileSearch search, List<ApiKey> off) {
    Output output = surroundings.output();
    if (!format.isTable()) {
      output.result(format.text(report(search, off)));
    } else {
      off.forEach(
          it ->
              output.result(
                  PrintableText.line(
                      "The " + KeyText.named(DatabaseKeys.view(it)) + " is inactive.")));
    }
    output.note(
        "Files searched: %d; binary: %d; unreadable: %d. Tokens found: %d; keys: %d."
            .formatted(
                search.searched(), search.passedOver(), search.failed(), count, keys.size()));
    if (count > 0) {
      return ExitCode.REFUSED;
    }
    return search.failed() > 0 ? ExitCode.UNAVAILABLE : ExitCode.DONE;
  }

  /** The outcome for scripts. */
  private record ScanReport(
      List<Finding> findings, List<UUID> deactivated, int searched, int binary, int unreadable) {}

  private ScanReport report(FileSearch search, List<ApiKey> off) {
    return new ScanReport(
        findings,
        off.stream().map(ApiKey::id).toList(),
        search.searched(),
        search.passedOver(),
        search.failed());
  }
}

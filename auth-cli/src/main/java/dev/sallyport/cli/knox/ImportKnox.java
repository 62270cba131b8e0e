package dev.sallyport.cli.knox;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.connection.DatabaseOnly;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import dev.sallyport.knox.KnoxImport;
import dev.sallyport.memory.InMemoryBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Command {@code import}: imports keys of django-rest-knox and Smarter from a CSV file. */
@Command(
    name = "import",
    header = "Import keys of django-rest-knox or Smarter, so that their tokens keep working.",
    description = {
      "",
      "The first line of the file names the columns, in any order. Values in other columns are not"
          + " imported but counted in the report. Columns:",
      "  digest           SHA-512 of the token in hexadecimal; required",
      "  username         or user, user__username; required",
      "  account_number   default: --account",
      "  user_is_active   or user__is_active; default: see --active-users",
      "  user_is_staff    or user__is_staff; default: see --staff-users",
      "  key_id, name, description, tags (a JSON list, or words)",
      "  is_active        t, f, true, false, 1, 0; default: active",
      "  created          or created_at; default: now",
      "  expiry, last_used_at",
      "Times are in ISO 8601 or in the formats of PostgreSQL, MySQL and SQLite; times without a"
          + " zone are UTC. knox's token_key, a part of the token, is ignored.",
      "",
      "Missing accounts and users are created; users without a password, active and staff as given"
          + " in the file. Existing users are not changed; a key whose user is inactive in the file"
          + " but active in the database is imported as inactive. Existing keys are not changed, so"
          + " an import can be repeated. Names, descriptions and tags that are too long are cut and"
          + " reported. A line that cannot be imported is reported and does not stop the import;"
          + " the exit code is 1 in this case.",
      "The server accepts the imported tokens if its setting token-formats contains knox, such as"
          + " token-formats=sallyport,knox.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  psql app -c \"\\copy (select t.digest, u.username, u.is_active as user_is_active, \\",
      "      u.is_staff as user_is_staff, t.created, t.expiry from knox_authtoken t \\",
      "      join auth_user u on u.id = t.user_id) to stdout csv header\" \\",
      "      | sallyport import - --account 3141-5926-5359 --ttl 10h",
      "  sallyport import keys.csv --dry-run"
    },
    sortOptions = false)
public final class ImportKnox implements Callable<Integer> {
  private static final String NO_SERVER = "import writes digests, which servers do not accept";

  @Parameters(paramLabel = "FILE", description = "The CSV file, in UTF-8; - for standard input.")
  private String file = "";

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Account of lines without an account number.")
  private @Nullable String accountId;

  @Option(
      names = "--active-users",
      order = 2,
      description =
          "Create users without user_is_active as active. By default they are inactive, and their"
              + " keys are denied.")
  private boolean activeUsers;

  @Option(
      names = "--staff-users",
      order = 3,
      description =
          "Create users without user_is_staff as staff. By default they are not staff, and no new"
              + " keys can be created for them.")
  private boolean staffUsers;

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      order = 4,
      description =
          "knox's TOKEN_TTL, such as 10h. If the setting auto-refresh is on, use renews keys that"
              + " have an expiry: they then expire this time after their use, as with knox's"
              + " AUTO_REFRESH. Default: use does not renew imported keys.")
  private @Nullable Duration ttl;

  @Option(
      names = "--dry-run",
      order = 5,
      description = "Only check the lines of the file and find duplicates. Needs no database.")
  private boolean dryRun;

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext context;

  public ImportKnox(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (accountId != null) {
      String number = accountId;
      UsageException.convertInvalidValue(() -> Owner.requireAccountId(number));
    }
    AuditContext by = reason.auditContext(context);
    if (!dryRun) {
      database.required(context, NO_SERVER);
    }
    try (BoundedInputStream input = BoundedInputStream.builder().setInputStream(open()).get();
        ProgressReporter progress = ProgressReporter.of("Importing", size(), " bytes", context);
        KnoxCsv rows = new KnoxCsv(input, accountId);
        Sallyport sallyport = openSallyport()) {
      KnoxImport keys = importOf(DatabaseOptions.requireOwners(sallyport)).as(by);
      return report(rows, keys, () -> progress.update(input.getCount())).exitCode();
    } catch (IOException e) {
      throw new UsageException("the file '" + file + "' cannot be read");
    }
  }

  private KnoxImport importOf(Sallyport sallyport) {
    KnoxImport plain = KnoxImport.into(sallyport);
    KnoxImport active = activeUsers ? plain.withActiveUsers() : plain;
    KnoxImport keys = staffUsers ? active.withStaffUsers() : active;
    Duration length = ttl;
    return length == null ? keys : UsageException.convertInvalidValue(() -> keys.ttl(length));
  }

  private InputStream open() throws IOException {
    try {
      return file.equals("-") ? context.input() : Files.newInputStream(Path.of(file));
    } catch (InvalidPathException e) {
      throw new IOException(e);
    }
  }

  private long size() throws IOException {
    return file.equals("-") ? ProgressReporter.UNKNOWN : Files.size(Path.of(file));
  }

  private Sallyport openSallyport() {
    return dryRun
        ? Sallyport.builder(new InMemoryBackend()).ignoreEnvironment().build()
        : database.required(context, NO_SERVER).open(context);
  }

  private ImportReport report(KnoxCsv rows, KnoxImport keys, Runnable progress) {
    ImportReport report = new ImportReport(context.output(), dryRun);
    try {
      while (rows.hasNext()) {
        report.add(rows, keys::importKey);
        progress.run();
      }
    } finally {
      // Also after a failure of the database: the imported keys are kept.
      report.summarize();
    }
    return report;
  }
}

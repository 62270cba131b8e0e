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

/** {@code import-knox}: takes over keys of django-rest-knox and Smarter from a CSV file. */
@Command(
    name = "import-knox",
    header = "Take over keys of django-rest-knox or Smarter, so that their tokens keep working.",
    description = {
      "",
      "The first line of the file names the columns, in any order; what others hold is counted:",
      "  digest           SHA-512 of the token in hexadecimal; required",
      "  username         or user, user__username; required",
      "  account_number   ####-####-####; else --account-number holds",
      "  user_is_active   or user__is_active; see --active-users if left out",
      "  user_is_staff    or user__is_staff; see --staff-users if left out",
      "  key_id, name, description, tags (a JSON list, or words)",
      "  is_active        t, f, true, false, 1, 0; on if left out",
      "  created          or created_at; now if left out",
      "  expiry, last_used_at",
      "Times are ISO 8601 or as PostgreSQL, MySQL and SQLite write them; without a zone they are"
          + " UTC. knox's token_key is a piece of the token and is not read.",
      "",
      "Missing accounts and users are made, the users without a password and as active and staff as"
          + " the file says. Users that are there stay as they are; a key whose user is inactive in"
          + " the file but active here comes in switched off. A key that is there already stays as it"
          + " is, so an import can be repeated. A name, description or tag that does not fit is cut,"
          + " and reported. A line that cannot be taken over is reported and does not stop the others;"
          + " the exit code is 1 then.",
      "The server accepts the old tokens where its setting token-formats names knox, such as"
          + " token-formats=sallyport,knox.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  psql app -c \"\\copy (select t.digest, u.username, u.is_active as user_is_active, \\",
      "      u.is_staff as user_is_staff, t.created, t.expiry from knox_authtoken t \\",
      "      join auth_user u on u.id = t.user_id) to stdout csv header\" \\",
      "      | sallyport import-knox - --account-number 3141-5926-5359 --ttl 10h",
      "  sallyport import-knox keys.csv --dry-run"
    },
    sortOptions = false)
public final class ImportKnox implements Callable<Integer> {
  private static final String NO_SERVER = "import-knox writes digests, which no server takes";

  @Parameters(paramLabel = "FILE", description = "The CSV file, in UTF-8; - for standard input.")
  private String file = "";

  @Option(
      names = "--account-number",
      paramLabel = "####-####-####",
      order = 1,
      description = "The account of lines that name none.")
  private @Nullable String accountNumber;

  @Option(
      names = "--active-users",
      order = 2,
      description =
          "Make users active of whom the file does not say it; else they are made inactive, and their"
              + " keys are refused.")
  private boolean activeUsers;

  @Option(
      names = "--staff-users",
      order = 3,
      description =
          "Make users staff of whom the file does not say it; else no new keys can be made for them.")
  private boolean staffUsers;

  @Option(
      names = "--ttl",
      paramLabel = "LENGTH",
      order = 4,
      description =
          "knox's TOKEN_TTL, such as 10h: where auto-refresh is on, using a key that has an end moves"
              + " it to that long from then, as knox's AUTO_REFRESH did. Left out, no use moves it.")
  private @Nullable Duration ttl;

  @Option(
      names = "--dry-run",
      order = 5,
      description =
          "Only check the file, line by line and against itself; needs and asks no database.")
  private boolean dryRun;

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final DatabaseOnly database = new DatabaseOnly();

  private final CliContext surroundings;

  public ImportKnox(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (accountNumber != null) {
      String number = accountNumber;
      UsageException.unlessWithinBounds(() -> Owner.requireAccountNumber(number));
    }
    AuditContext by = reason.by(surroundings);
    if (!dryRun) {
      database.required(surroundings, NO_SERVER);
    }
    try (BoundedInputStream input = BoundedInputStream.builder().setInputStream(open()).get();
        ProgressReporter progress =
            ProgressReporter.of("Importing", size(), " bytes", surroundings);
        KnoxCsv rows = new KnoxCsv(input, accountNumber);
        Sallyport sallyport = openSallyport()) {
      KnoxImport keys = importOf(DatabaseOptions.requireOwners(sallyport)).as(by);
      return report(rows, keys, () -> progress.at(input.getCount())).exitCode();
    } catch (IOException e) {
      throw new UsageException("the file '" + file + "' cannot be read");
    }
  }

  private KnoxImport importOf(Sallyport sallyport) {
    KnoxImport keys = KnoxImport.into(sallyport).newUsers(activeUsers, staffUsers);
    Duration length = ttl;
    return length == null ? keys : UsageException.unlessWithinBounds(() -> keys.ttl(length));
  }

  private InputStream open() throws IOException {
    try {
      return file.equals("-") ? surroundings.input() : Files.newInputStream(Path.of(file));
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
        : database.required(surroundings, NO_SERVER).open(surroundings);
  }

  private ImportReport report(KnoxCsv rows, KnoxImport keys, Runnable told) {
    ImportReport report = new ImportReport(surroundings.output(), dryRun);
    try {
      while (rows.hasNext()) {
        report.add(rows, keys::importKey);
        told.run();
      }
    } finally {
      // Also where the database broke off: what was taken over so far stays.
      report.summarize();
    }
    return report;
  }
}

package dev.sallyport.cli.connection;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** For commands that work on the database itself, and say so to whoever names a server. */
public final class DatabaseOnly {
  @Option(names = "--url", hidden = true, paramLabel = "URL", description = "Of no use here.")
  private @Nullable String url;

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  /**
   * The database, of a command that can do without.
   *
   * @param why no server will do, as the beginning of a sentence
   * @throws UsageException if an option names a server
   */
  public DatabaseOptions options(String why) {
    return unless(url != null, why);
  }

  /**
   * The database, of a command that takes one.
   *
   * @param why no server will do, as the beginning of a sentence
   * @throws UsageException if a server is named in its place
   */
  public DatabaseOptions required(CliContext surroundings, String why) {
    boolean isServerAlone =
        !database.isNamed(surroundings)
            && surroundings.variable(ServerOptions.VARIABLE).isPresent();
    return unless(url != null || isServerAlone, why);
  }

  private DatabaseOptions unless(boolean isServerNamed, String why) {
    if (isServerNamed) {
      throw new UsageException(
          why + ", so it works on the database itself: give --db-url JDBC_URL and no --url");
    }
    return database;
  }
}

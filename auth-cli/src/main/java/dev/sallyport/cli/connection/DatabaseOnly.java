package dev.sallyport.cli.connection;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.database.DatabaseOptions;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Database options of commands that cannot work through a server. */
public final class DatabaseOnly {
  @Option(names = "--url", hidden = true, paramLabel = "URL", description = "Not supported here.")
  private @Nullable String url;

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  /**
   * Returns the options of a command for which the database is optional.
   *
   * @param why the reason why a server is not supported, as the beginning of a sentence
   * @throws UsageException if the option {@code --url} is given
   */
  public DatabaseOptions options(String why) {
    return unless(url != null, why);
  }

  /**
   * Returns the options of a command that requires a database.
   *
   * @param why the reason why a server is not supported, as the beginning of a sentence
   * @throws UsageException if a server is given instead
   */
  public DatabaseOptions required(CliContext context, String why) {
    boolean isServerAlone =
        !database.isNamed(context) && context.variable(ServerOptions.VARIABLE).isPresent();
    return unless(url != null || isServerAlone, why);
  }

  private DatabaseOptions unless(boolean isServerNamed, String why) {
    if (isServerNamed) {
      throw new UsageException(
          why + ", so it works on a database only: use --db-url JDBC_URL instead of --url");
    }
    return database;
  }
}

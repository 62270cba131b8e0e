package dev.sallyport.cli.server;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for working through a server instead of on a database. */
public final class ServerOptions {
  /** Heading of the options in the help. */
  public static final String HEADING = "%nServer, instead of a database:%n";

  /** Environment variable for the address of the server. */
  public static final String VARIABLE = "SALLYPORT_URL";

  @Option(
      names = "--url",
      paramLabel = "URL",
      order = 860,
      description =
          "Address of the server's AdminServlet, such as https://api.example.com/admin. Environment"
              + " variable: SALLYPORT_URL. The API key is read from SALLYPORT_API_KEY, else from a"
              + " prompt, else from standard input.")
  private @Nullable String url;

  @Option(
      names = "--insecure-http",
      order = 861,
      description = "Allow sending the API key unencrypted over http to another machine.")
  private boolean insecureHttp;

  /** Returns whether an option for a server is given. */
  public boolean isGiven() {
    return url != null || insecureHttp;
  }

  /** Returns whether an option or the environment names a server. */
  public boolean isNamed(CliContext context) {
    return isGiven() || context.variable(VARIABLE).isPresent();
  }

  /**
   * Returns a client for the server.
   *
   * @throws UsageException if the address or the API key is missing or malformed
   */
  public AdminClient open(CliContext context, AuditContext by) {
    String address =
        Optional.ofNullable(url)
            .or(() -> context.variable(VARIABLE))
            .orElseThrow(() -> new UsageException("--insecure-http requires --url"));
    ApiUrl target = ApiUrl.of(address, insecureHttp);
    return new ServerAdminClient(
        new ApiClient(target, new TokenInput(context).read(null), by.reason()));
  }
}

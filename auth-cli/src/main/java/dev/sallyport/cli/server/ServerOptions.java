package dev.sallyport.cli.server;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to ask instead of working on the database itself. */
public final class ServerOptions {
  public static final String HEADING = "%nServer, instead of a database:%n";
  public static final String VARIABLE = "SALLYPORT_URL";

  @Option(
      names = "--url",
      paramLabel = "URL",
      order = 860,
      description =
          "Work through the server whose AdminServlet is here, such as"
              + " https://api.example.com/admin; or SALLYPORT_URL. The API key is taken from"
              + " SALLYPORT_API_KEY, else asked for, else read from standard input.")
  private @Nullable String url;

  @Option(
      names = "--insecure-http",
      order = 861,
      description = "Send the API key to another machine over http, where others may read it.")
  private boolean insecureHttp;

  /** Whether an option asks for it. */
  public boolean isGiven() {
    return url != null || insecureHttp;
  }

  /** Whether anything names a server. */
  public boolean isNamed(CliContext surroundings) {
    return isGiven() || surroundings.variable(VARIABLE).isPresent();
  }

  public AdminClient open(CliContext surroundings, AuditContext by) {
    String address =
        Optional.ofNullable(url)
            .or(() -> surroundings.variable(VARIABLE))
            .orElseThrow(() -> new UsageException("--insecure-http is of no use without --url"));
    ApiUrl target = ApiUrl.of(address, insecureHttp);
    return new ServerAdminClient(
        new ApiClient(target, new TokenInput(surroundings).read(null), by.reason()));
  }
}

package dev.sallyport.cli.server;

import dev.sallyport.admin.api.WhoamiView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for working through a server instead of on a database. */
public final class ServerOptions {
  /** Heading of the options in the help. */
  public static final String HEADING = "%nServer:%n";

  /** Environment variable for the address of the server. */
  public static final String VARIABLE = "SALLYPORT_URL";

  @Option(
      names = "--url",
      paramLabel = "URL",
      order = 860,
      description =
          "Address of the server's AdminServlet, such as https://api.example.com/admin. Environment"
              + " variable: SALLYPORT_URL. The API key is read from SALLYPORT_API_KEY, else from the"
              + " file of 'sallyport login', else from a prompt, else from standard input.")
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

  /** Returns whether the operator is logged in to a server. */
  public static boolean isLoggedIn(CliContext context) {
    return LoginFile.current(context).isPresent();
  }

  /**
   * Returns a client for the server.
   *
   * @throws UsageException if the address or the API key is missing or malformed
   */
  public AdminClient open(CliContext context, AuditContext by) {
    TokenInput input = new TokenInput(context);
    Optional<ApiUrl> given = target(context);
    ApiUrl target =
        given
            .or(() -> LoginFile.current(context).map(this::target))
            .orElseThrow(ServerOptions::noServer);
    Optional<Secret> fromEnvironment = input.fromEnvironment();
    if (given.isEmpty() && fromEnvironment.isPresent()) {
      throw new UsageException(
          "SALLYPORT_API_KEY is set, but no server that it is for: use --url URL or "
              + VARIABLE
              + ", or unset it to use the login");
    }
    Secret key =
        fromEnvironment.or(() -> LoginFile.key(context, target)).orElseGet(() -> input.read(null));
    return new ServerAdminClient(new ApiClient(target, key, by.reason()));
  }

  /**
   * Stores the address and the API key of a server, once the server accepts the key.
   *
   * @return the owner of the API key
   */
  public WhoamiView logIn(CliContext context) {
    ApiUrl target = target(context).orElseThrow(ServerOptions::noServer);
    Secret key = new TokenInput(context).read(null);
    WhoamiView owner = new ApiClient(target, key, "").get("whoami").read(WhoamiView.class);
    file(context).put(target, key);
    return owner;
  }

  /**
   * Removes the stored API key of a server, by default of the one to use by default.
   *
   * @return the address of the server; empty if no key was stored
   */
  public Optional<String> logOut(CliContext context) {
    return file(context).remove(target(context));
  }

  private static LoginFile file(CliContext context) {
    return LoginFile.of(context)
        .orElseThrow(
            () -> new UsageException("no directory for the login: set HOME or XDG_CONFIG_HOME"));
  }

  private Optional<ApiUrl> target(CliContext context) {
    return Optional.ofNullable(url).or(() -> context.variable(VARIABLE)).map(this::target);
  }

  private ApiUrl target(String address) {
    return ApiUrl.of(address, insecureHttp);
  }

  private static UsageException noServer() {
    return new UsageException("no server given: use --url URL or " + VARIABLE);
  }
}

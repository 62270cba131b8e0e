package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to ask instead of working on the database itself. */
final class ServerOptions {
  static final String HEADING = "%nServer, instead of a database:%n";
  static final String VARIABLE = "SALLYPORT_URL";

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
  boolean isGiven() {
    return url != null || insecureHttp;
  }

  /** Whether anything names a server. */
  boolean isNamed(Surroundings surroundings) {
    return isGiven() || surroundings.variable(VARIABLE).isPresent();
  }

  Backoffice open(Surroundings surroundings, Attribution by) {
    String address =
        Optional.ofNullable(url)
            .or(() -> surroundings.variable(VARIABLE))
            .orElseThrow(() -> new UsageException("--insecure-http is of no use without --url"));
    ApiUrl target = ApiUrl.of(address, insecureHttp);
    return new ApiBackoffice(
        new ApiClient(target, new TokenInput(surroundings).read(null), by.reason()));
  }
}

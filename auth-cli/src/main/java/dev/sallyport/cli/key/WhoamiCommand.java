package dev.sallyport.cli.key;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.server.ServerUrl;
import dev.sallyport.cli.server.WhoamiAnswer;
import dev.sallyport.cli.server.WhoamiClient;
import dev.sallyport.token.Secret;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code whoami}: asks a server whose key this is. */
@Command(
    name = "whoami",
    header = "Ask a server whose API key this is, and show its answer.",
    description = {
      "",
      "The key is taken from --api-key, else from SALLYPORT_API_KEY, else from standard input. As an"
          + " argument it is visible to everybody who can list the processes of this machine, so"
          + " prefer the other ways.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  SALLYPORT_API_KEY=$TOKEN sallyport whoami --url http://127.0.0.1:8080",
      "  sallyport whoami --url https://api.example.com < token.txt",
      "  sallyport whoami --api-key - --url https://api.example.com/app < token.txt"
    },
    sortOptions = false)
public final class WhoamiCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/cli/whoami/";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      order = 1,
      description = "The key's token, before any other source; - reads it from standard input.")
  private @Nullable String apiKey;

  @Option(
      names = "--url",
      paramLabel = "URL",
      order = 2,
      description =
          "The application, with or without "
              + PATH
              + " behind, and without the path of its AdminServlet; or SALLYPORT_URL.")
  private @Nullable String url;

  private final CliContext surroundings;

  public WhoamiCommand(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ServerUrl target =
        ServerUrl.of(url != null ? url : urlOfEnvironment(), PATH, "https://api.example.com/app");
    Secret token = new TokenInput(surroundings).read(apiKey);
    if (!target.isConfidential()) {
      surroundings
          .output()
          .note(
              "Warning: the key goes to another machine over http, where others can read it; use"
                  + " https.");
    }
    WhoamiAnswer answer = new WhoamiClient(target).ask(token);
    if (answer.isGranted()) {
      surroundings.output().result(answer.pretty());
      return ExitCode.DONE;
    }
    surroundings
        .output()
        .error(
            "received an http response %d from %s: %s"
                .formatted(answer.status(), target, answer.explanation()));
    return answer.isServersFault() ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
  }

  private String urlOfEnvironment() {
    return surroundings
        .variable("SALLYPORT_URL")
        .orElseThrow(
            () -> new UsageException("no server is named: give --url URL or set SALLYPORT_URL"));
  }
}

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

/** Command {@code whoami}: asks a server for the owner of an API key. */
@Command(
    name = "whoami",
    header = "Ask a server for the owner of an API key.",
    description = {
      "",
      "The API key is read from --api-key, else from SALLYPORT_API_KEY, else from a prompt, else"
          + " from standard input. An argument is visible to all users who can list the processes"
          + " of this machine, so prefer the other ways.",
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
      description = "Token of the API key; - reads it from standard input.")
  private @Nullable String apiKey;

  @Option(
      names = "--url",
      paramLabel = "URL",
      order = 2,
      description =
          "Address of the application, with or without "
              + PATH
              + " at its end, and without the path of its AdminServlet. Environment variable:"
              + " SALLYPORT_URL.")
  private @Nullable String url;

  private final CliContext context;

  public WhoamiCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ServerUrl target =
        ServerUrl.of(url != null ? url : urlOfEnvironment(), PATH, "https://api.example.com/app");
    Secret token = new TokenInput(context).read(apiKey);
    if (!target.isConfidential()) {
      context
          .output()
          .note(
              "Warning: the API key is sent unencrypted over http to another machine; use https.");
    }
    WhoamiAnswer answer = new WhoamiClient(target).ask(token);
    if (answer.isAuthenticated()) {
      context.output().result(answer.pretty());
      return ExitCode.DONE;
    }
    context
        .output()
        .error(
            "received an http response %d from %s: %s"
                .formatted(answer.status(), target, answer.explanation()));
    return answer.isServerError() ? ExitCode.UNAVAILABLE : ExitCode.DENIED;
  }

  private String urlOfEnvironment() {
    return context
        .variable("SALLYPORT_URL")
        .orElseThrow(() -> new UsageException("no server given: use --url URL or SALLYPORT_URL"));
  }
}

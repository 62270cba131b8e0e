package dev.sallyport.cli.login;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.server.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code logout}: removes the stored API key for a server. */
@Command(
    name = "logout",
    header = "Remove the stored API key for a server.",
    description = {"", "The key itself is not changed: use 'keys deactivate' to stop it.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport logout",
      "  sallyport logout --url https://api.example.com/admin"
    },
    sortOptions = false)
public final class Logout implements Runnable {
  @Mixin private final ServerOptions server = new ServerOptions();

  private final CliContext context;

  public Logout(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    String address =
        server
            .logOut(context)
            .orElseThrow(() -> new DeniedException("no API key is stored for this server"));
    context.output().result("Logged out of " + address + ".");
  }
}

package dev.sallyport.cli.login;

import dev.sallyport.admin.api.WhoamiView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.server.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code login}: stores the address of a server and an API key for it. */
@Command(
    name = "login",
    header = "Store the address of a server and an API key for it.",
    description = {
      "",
      "Commands without --url and without a database then work through this server. The API key is"
          + " read from SALLYPORT_API_KEY, a prompt or standard input, checked by the server, and"
          + " stored in a file that only you can read: sallyport/logins.json in XDG_CONFIG_HOME,"
          + " by default in ~/.config.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport login --url https://api.example.com/admin",
      "  sallyport login --url https://api.example.com/admin < token.txt"
    },
    sortOptions = false)
public final class Login implements Runnable {
  @Mixin private final ServerOptions server = new ServerOptions();

  private final CliContext context;

  public Login(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    WhoamiView owner = server.logIn(context);
    String user = PrintableText.owner(owner.accountId(), owner.userId());
    context.output().sentence("Logged in with an API key of %s.".formatted(user));
  }
}

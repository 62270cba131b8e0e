package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.token.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code keys find}: shows which key a token belongs to. */
@Command(
    name = "find",
    header = "Show which key a token belongs to.",
    description = {
      "",
      "The token is read from a prompt or from standard input, never from an argument. The key is"
          + " found in any state, and the search does not count as a use.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys find",
      "  sallyport keys find --format json < token.txt | jq -r .id"
    },
    sortOptions = false)
public final class FindKey implements Runnable {
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public FindKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeyView key;
    try (AdminClient client = connection.openToFind(context)) {
      Secret token = new TokenInput(context).readToFind();
      key =
          client
              .keys()
              .findByToken(token)
              .orElseThrow(() -> new DeniedException("the token belongs to no key"));
    }
    context.output().result(format.isTable() ? KeyText.of(key, context) : format.text(key));
  }
}

package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.PasswordInput;
import dev.sallyport.token.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Command {@code users set-password}: sets or replaces the password of a user. */
@Command(
    name = "set-password",
    header = "Set or replace the password of a user.",
    description = {
      "",
      "The password is for signing in; API keys are not affected. It is read from two prompts or a"
          + " file, never from an argument, because arguments are visible to other users of the"
          + " machine. It must have 8 or more characters of any kind and is stored as an Argon2id"
          + " hash.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport users set-password ada",
      "  sallyport users set-password ada --password-file ./password.txt"
    },
    sortOptions = false)
public final class SetPassword implements Runnable {
  @Parameters(paramLabel = "USER", description = UserReference.DESCRIPTION)
  private String name = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      order = 1,
      description = "File that contains the password as its only line; - for standard input.")
  private @Nullable String file;

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public SetPassword(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    try (AdminClient client = options.open(context)) {
      OwnerClient owners = client.owners();
      UserView user =
          new UserReference(name)
              .find(owners)
              .flatMap(
                  owner -> {
                    Secret password = new PasswordInput(context).read(file, "--password-file FILE");
                    return owners.setPassword(owner, password);
                  })
              .orElseThrow(() -> OwnerChange.Kind.USER.notFound(name));
      context.output().sentence("User %s has a new password.".formatted(OwnerTable.name(user)));
    }
  }
}

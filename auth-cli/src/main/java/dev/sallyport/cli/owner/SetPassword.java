package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.UserView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.PasswordInput;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set-password}: gives a user a password, the first or another. */
@Command(
    name = "set-password",
    header = "Give a user a password, the first or another.",
    description = {
      "",
      "It is for signing in, not for keys, which stay as they are. It is asked for twice unless it"
          + " is in a file, and is never an argument, because others can see those. It has 8 or more"
          + " characters of any kind, and is stored as an Argon2id hash.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport set-password ada",
      "  sallyport set-password ada --password-file ./password.txt"
    },
    sortOptions = false)
public final class SetPassword implements Callable<Integer> {
  @Parameters(
      paramLabel = "USERNAME",
      description = "The user's name, which belongs to one account only.")
  private String username = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      order = 1,
      description = "File whose one line is the password; - for standard input.")
  private @Nullable String file;

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public SetPassword(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AuditContext by = reason.by(surroundings);
    Optional<UserView> user;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      OwnerClient owners = backoffice.owners();
      user = owners.user(username);
      if (user.isPresent()) {
        Secret password = new PasswordInput(surroundings).read(file, "--password-file FILE");
        user = owners.setPassword(username, password);
      }
    }
    if (user.isEmpty()) {
      surroundings.output().error(OwnerChange.Kind.USER.notFound(username));
      return ExitCode.REFUSED;
    }
    surroundings
        .output()
        .result(
            PrintableText.line(
                "The user %s has a new password.".formatted(OwnerTable.name(user.get()))));
    return ExitCode.DONE;
  }
}

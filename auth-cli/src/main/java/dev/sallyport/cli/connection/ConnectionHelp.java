package dev.sallyport.cli.connection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Topic of the help: the options that choose a server or a database. */
@Command(
    name = "connection",
    header = "Explain how to choose a database or a server.",
    customSynopsis = "sallyport COMMAND [--url=URL | --db-url=JDBC_URL ...]",
    description = {
      "",
      "Every command takes the options below; 'migrate', 'import', 'audit verify' and 'scan' only"
          + " those of a database. Options take precedence over environment variables, and these"
          + " over the server of 'sallyport login'.",
      "",
      "On a database the settings of the filter apply to new keys: as --set NAME=VALUE, as an"
          + " environment variable SALLYPORT_*, or as a system property sallyport.*. Through a"
          + " server, the settings of the server apply."
    },
    footer = {
      "",
      "Examples:",
      "  sallyport connection",
      "  sallyport keys list --db-url jdbc:postgresql://localhost/app --db-user app \\",
      "      --db-password-file /run/secrets/db-password",
      "  SALLYPORT_API_KEY=$TOKEN sallyport keys list --url https://api.example.com/admin"
    },
    sortOptions = false)
public final class ConnectionHelp implements Runnable {
  @SuppressWarnings("unused") // picocli reads its options
  @Mixin
  private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Returns the help of a command's options, and where those of the connection are explained. */
  public static String optionsWithoutConnection(Help help) {
    CommandSpec spec = help.commandSpec();
    if (spec.userObject() instanceof ConnectionHelp) {
      return help.optionListGroupSections();
    }
    String see = "%nOptions of the connection: see 'sallyport help connection'.%n".formatted();
    return help.optionListExcludingGroups(options(spec))
        + (ofConnection(spec).isEmpty() ? "" : see);
  }

  /** Returns the visible options of a command, without those that its help does not explain. */
  public static List<OptionSpec> options(CommandSpec spec) {
    Set<OptionSpec> explained =
        spec.userObject() instanceof ConnectionHelp ? Set.of() : ofConnection(spec);
    return spec.options().stream()
        .filter(option -> !option.hidden() && !explained.contains(option))
        .toList();
  }

  private static Set<OptionSpec> ofConnection(CommandSpec spec) {
    return spec.argGroups().stream()
        .filter(group -> group.heading() != null)
        .flatMap(group -> group.allOptionsNested().stream())
        .collect(Collectors.toSet());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

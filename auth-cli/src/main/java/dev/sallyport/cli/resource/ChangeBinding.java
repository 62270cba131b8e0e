package dev.sallyport.cli.resource;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.key.KeyArgument;
import dev.sallyport.cli.key.KeyReference;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands {@code bindings add} and {@code bindings remove}. */
@Command(sortOptions = false)
public final class ChangeBinding implements Runnable {
  private static final String UNBOUND =
      "accepts any key of its account, or all requests if the filter's setting unbound-resources is"
          + " open";

  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Mixin private final KeyArgument keyArgument = new KeyArgument();

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final boolean bind;
  private final CliContext context;

  private ChangeBinding(boolean bind, CliContext context) {
    this.bind = bind;
    this.context = context;
  }

  /** Returns the command that adds or removes a binding. */
  public static CommandLine command(boolean bind, CliContext context) {
    CommandLine command = new CommandLine(new ChangeBinding(bind, context));
    String applied = " Running servers apply the change within their max-staleness.";
    String verb = verb(bind);
    command
        .getCommandSpec()
        .name(verb)
        .usageMessage()
        .header(header(bind))
        .description(
            "",
            bind
                ? "The binding also applies to the successors of the key. The resource stays closed"
                    + " to all other keys even if the bound keys are deactivated or deleted."
                    + applied
                : "A resource without bound keys " + UNBOUND + "." + applied,
            "")
        .footer(
            "",
            "Examples:",
            "  sallyport bindings " + verb + " 4f5e1d9c --account acme --name sales-bot",
            "  sallyport bindings " + verb + " ci --account acme --type plugin --name weather");
    return command;
  }

  /** Returns the name of the command. */
  public static String verb(boolean bind) {
    return bind ? "add" : "remove";
  }

  /** Returns the description of one line. */
  public static String header(boolean bind) {
    return bind
        ? "Bind a key to a resource. Requests for it then require a bound key."
        : "Remove the binding of a key to a resource. The key is not deleted.";
  }

  @Override
  public void run() {
    KeyReference reference = keyArgument.reference();
    String account = resource.accountId();
    ResourceId id = resource.id();
    UUID key;
    BindResult result;
    boolean bound;
    try (AdminClient client = options.open(context)) {
      key = reference.id(client.keys());
      ResourceClient resources = client.resources();
      result = resources.change(account, id, key, bind);
      bound = resources.find(account, id).filter(it -> !it.groupIds().isEmpty()).isPresent();
    }
    Output output = context.output();
    if (result == BindResult.NO_SUCH_RESOURCE) {
      throw resource.notFound();
    }
    if (result == BindResult.NO_SUCH_KEY) {
      throw new DeniedException(
          "API key %s not found in account %s; 'sallyport keys list' shows its keys"
              .formatted(key, account));
    }
    String before =
        result == BindResult.DONE
            ? bind ? "is now" : "is no longer"
            : bind ? "was already" : "was not";
    output.sentence("API key %s %s bound to resource %s.".formatted(key, before, id));
    if (!bound) {
      output.note("No key is bound to the resource now: it " + UNBOUND + ".");
    }
  }
}

package dev.sallyport.cli.resource;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.key.KeyArgument;
import dev.sallyport.cli.key.KeyReference;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.UUID;
import picocli.CommandLine.Mixin;

/** Change of a binding, shared by {@code bindings add} and {@code bindings remove}. */
final class BindingChange {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Mixin private final KeyArgument keyArgument = new KeyArgument();

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  /**
   * Applies the change and prints its outcome.
   *
   * @param bind true to bind the key, false to unbind it
   * @param done the predicate of the printed sentence after a change, followed by the resource
   * @param before the predicate if nothing had to be changed
   * @return the exit code
   */
  int apply(CliContext context, boolean bind, String done, String before) {
    KeyReference reference = keyArgument.reference();
    String account = resource.accountId();
    ResourceId id = resource.id();
    AuditContext by = reason.auditContext(context);
    UUID key;
    BindResult result;
    boolean bound;
    try (AdminClient client = connection.open(context, by)) {
      key = reference.id(client.keys());
      ResourceClient resources = client.resources();
      result = resources.change(account, id, key, bind);
      bound = resources.find(account, id).filter(it -> !it.groupIds().isEmpty()).isPresent();
    }
    Output output = context.output();
    if (result == BindResult.NO_SUCH_RESOURCE) {
      output.error(resource.notFound());
      return ExitCode.DENIED;
    }
    if (result == BindResult.NO_SUCH_KEY) {
      output.error(
          "API key %s not found in account %s; 'sallyport keys list' shows its keys."
              .formatted(key, account));
      return ExitCode.DENIED;
    }
    String outcome = result == BindResult.DONE ? done : before;
    output.result(PrintableText.line("API key %s %s %s.".formatted(key, outcome, id)));
    if (!bound) {
      output.note(
          "No key is bound to the resource now: it accepts any key of the account, or all requests"
              + " if the filter's setting unbound-resources is open.");
    }
    return ExitCode.DONE;
  }
}

package dev.sallyport.cli.resource;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.key.KeyId;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code add-api-key} and {@code remove-api-key} have in common. */
final class BindingChange {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--key-id",
      required = true,
      paramLabel = "KEY_ID",
      order = 2,
      description = "The key's id, as 'sallyport list' shows it; a key of the same account.")
  private String keyId = "";

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  /**
   * Does it, and says what became of it.
   *
   * @param wanted whether the key is to be bound
   * @param done what is true of the key if it was done, to be followed by the resource
   * @param before the same if it was so before
   * @return the exit code
   */
  int apply(CliContext surroundings, boolean wanted, String done, String before) {
    UUID key = KeyId.parse(keyId);
    String account = resource.accountNumber();
    ResourceId id = resource.id();
    AuditContext by = reason.by(surroundings);
    BindResult result;
    boolean bound;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      ResourceClient resources = backoffice.resources();
      result = resources.change(account, id, key, wanted);
      bound = resources.find(account, id).filter(it -> !it.keyFamilies().isEmpty()).isPresent();
    }
    Output output = surroundings.output();
    if (result == BindResult.NO_SUCH_RESOURCE) {
      output.error(resource.notFound());
      return ExitCode.REFUSED;
    }
    if (result == BindResult.NO_SUCH_KEY) {
      output.error(
          "the account %s has no key %s; 'sallyport list' shows those it has."
              .formatted(account, key));
      return ExitCode.REFUSED;
    }
    String outcome = result == BindResult.DONE ? done : before;
    output.result(PrintableText.line("The key %s %s %s.".formatted(key, outcome, id)));
    if (!bound) {
      output.note(
          "No key is bound to it now, so any key of the account will do, or none at all where the"
              + " filter's unbound-resources is open.");
    }
    return ExitCode.DONE;
  }
}

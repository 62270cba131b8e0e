package dev.sallyport.cli.resource;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import picocli.CommandLine.Option;

/** Options that name a resource and its account. */
public final class ResourceOptions {
  @Option(
      names = "--account-number",
      required = true,
      paramLabel = "####-####-####",
      order = 1,
      description = "Number of the account that the resource belongs to.")
  private String accountNumber = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      order = 3,
      description = "Name of the resource, as in the path of requests. Case-sensitive.")
  private String name = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      order = 4,
      description = "Type of the resource. Default: llm-client.")
  private String type = "llm-client";

  /**
   * Returns the account number.
   *
   * @throws UsageException if it is malformed
   */
  String accountNumber() {
    return UsageException.convertInvalidValue(() -> Owner.requireAccountNumber(accountNumber));
  }

  /**
   * Returns the id of the resource.
   *
   * @throws UsageException if the type or the name is malformed
   */
  ResourceId id() {
    return UsageException.convertInvalidValue(() -> new ResourceId(type, name));
  }

  /**
   * Parses the id of a resource, such as {@code llm-client/sales-bot}.
   *
   * @throws UsageException if it is malformed
   */
  public static ResourceId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new UsageException("a resource must be TYPE/NAME, such as llm-client/sales-bot");
    }
    return UsageException.convertInvalidValue(
        () -> new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
  }

  /** Returns the error message for resources that do not exist or belong to another account. */
  String notFound() {
    return "resource %s not found in account %s; 'sallyport list-resources' shows its resources."
        .formatted(id(), accountNumber());
  }
}

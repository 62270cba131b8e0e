package dev.sallyport.cli.resource;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import picocli.CommandLine.Option;

/** Options that name a resource and its account. */
public final class ResourceOptions {
  @Option(
      names = "--account",
      defaultValue = Owner.DEFAULT_ACCOUNT,
      paramLabel = "ACCOUNT",
      order = 1,
      description =
          "Id of the account that the resource belongs to. Default: default, in an application without"
              + " accounts.")
  private String accountId = "";

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
   * Returns the account id.
   *
   * @throws UsageException if it is malformed
   */
  String accountId() {
    return UsageException.convertInvalidValue(() -> Owner.requireAccountId(accountId));
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

  /** Returns the exception for resources that do not exist or belong to another account. */
  DeniedException notFound() {
    return new DeniedException(
        "resource %s not found in account %s; 'sallyport resources list' shows its resources"
            .formatted(id(), accountId()));
  }
}

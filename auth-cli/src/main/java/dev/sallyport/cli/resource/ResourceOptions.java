package dev.sallyport.cli.resource;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import picocli.CommandLine.Option;

/** Which resource, and of which account. */
public final class ResourceOptions {
  @Option(
      names = "--account-number",
      required = true,
      paramLabel = "####-####-####",
      order = 1,
      description = "The account that it belongs to.")
  private String accountNumber = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      order = 3,
      description = "Its name, as it stands in the path of requests; case matters.")
  private String name = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      order = 4,
      description = "What kind of thing it is; llm-client if left out.")
  private String type = "llm-client";

  /**
   * The account.
   *
   * @throws UsageException if it is no account number
   */
  String accountNumber() {
    return UsageException.unlessWithinBounds(() -> Owner.requireAccountNumber(accountNumber));
  }

  /**
   * The resource.
   *
   * @throws UsageException if a part is not of its form
   */
  ResourceId id() {
    return UsageException.unlessWithinBounds(() -> new ResourceId(type, name));
  }

  /**
   * A resource as one word.
   *
   * @throws UsageException if it is none
   */
  public static ResourceId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new UsageException("a resource is TYPE/NAME, such as llm-client/sales-bot");
    }
    return UsageException.unlessWithinBounds(
        () -> new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
  }

  /** The same sentence for what is another account's and for what is not there. */
  String notFound() {
    return "the account %s has no resource %s; 'sallyport list-resources' shows those it has."
        .formatted(accountNumber(), id());
  }
}

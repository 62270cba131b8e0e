package dev.sallyport.cli.owner;

import dev.sallyport.cli.input.PastedToken;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.spi.OwnerQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select the listed accounts or users. */
final class OwnerSearchOptions {
  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      order = 13,
      description = "Only entries with this text in their id, name or email address.")
  private @Nullable String text;

  @Option(
      names = "--page",
      paramLabel = "N",
      order = 40,
      description = "Number of the page. Default: 1.")
  private int page = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      order = 41,
      description = "Number of entries on a page, 1 to 500. Default: 50.")
  private int size = 50;

  /**
   * Returns the query.
   *
   * @param accountId the account of the users; null for all
   * @throws UsageException if a value is out of bounds
   */
  OwnerQuery query(@Nullable String accountId) {
    PastedToken.reject("--query", text);
    PastedToken.reject("--account", accountId);
    return UsageException.convertInvalidValue(
        () -> OwnerQuery.all().text(text).ofAccount(accountId).page(page - 1, size));
  }
}

package dev.sallyport.cli.owner;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.spi.OwnerQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which accounts or users to list. */
final class OwnerSearchOptions {
  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      order = 13,
      description = "Only those with this in their name, number or address.")
  private @Nullable String text;

  @Option(
      names = "--page",
      paramLabel = "N",
      order = 40,
      description = "Which page, from 1 (the default).")
  private int page = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      order = 41,
      description = "How many on a page, 1 to 500; 50 if left out.")
  private int size = 50;

  /**
   * All of that.
   *
   * @throws UsageException if a part is out of its bounds
   */
  OwnerQuery query(@Nullable String accountNumber) {
    return UsageException.unlessWithinBounds(
        () -> OwnerQuery.all().text(text).ofAccount(accountNumber).page(page - 1, size));
  }
}

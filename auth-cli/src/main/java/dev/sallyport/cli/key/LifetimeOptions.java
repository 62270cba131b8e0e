package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.Lifetime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a new key lives: at most one of two. */
final class LifetimeOptions {
  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      order = 5,
      converter = ExpiryConverter.class,
      description =
          "Its end, which stays: after a length such as 12h, 30d or 8w, at the end of a day in UTC"
              + " such as 2027-01-31, at an instant such as 2027-01-31T12:00:00Z, or never. The"
              + " setting token-ttl decides if neither this nor --ttl is given.")
  private @Nullable Lifetime expires;

  @Option(
      names = "--ttl",
      paramLabel = "LENGTH",
      order = 6,
      description =
          "How long it lives, such as 12h, 30d or 8w; where auto-refresh is on, using it moves its"
              + " end to that long from then.")
  private @Nullable Duration ttl;

  /**
   * The life of a key, with lengths that are counted where it is made.
   *
   * @throws UsageException if it would be none
   */
  Lifetime lifetime() {
    if (expires != null) {
      return expires;
    }
    if (ttl == null) {
      return new Lifetime.ByDefault();
    }
    try {
      return new Lifetime.For(ttl);
    } catch (InvalidValueException e) {
      throw new UsageException(e.getMessage() + "; for a key without an end give --expires never");
    }
  }
}

package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.Lifetime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mutually exclusive options for the lifetime of a new key. */
final class LifetimeOptions {
  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      order = 5,
      converter = ExpiryConverter.class,
      description =
          "Fixed expiry, which use does not renew: a duration such as 12h, 30d or 8w; a day such as"
              + " 2027-01-31, at whose end in UTC the key expires; an instant such as"
              + " 2027-01-31T12:00:00Z; or never. Default, if --ttl is not given either: the"
              + " setting token-ttl.")
  private @Nullable Lifetime expires;

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      order = 6,
      description =
          "Time to live, such as 12h, 30d or 8w. If the setting auto-refresh is on, use renews the"
              + " key: it then expires this time after its use.")
  private @Nullable Duration ttl;

  /**
   * Returns the lifetime. Durations count from the clock of the database or the server.
   *
   * @throws UsageException if the TTL is out of bounds
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
      throw new UsageException(
          e.getMessage() + "; use --expires never for a key that does not expire");
    }
  }
}

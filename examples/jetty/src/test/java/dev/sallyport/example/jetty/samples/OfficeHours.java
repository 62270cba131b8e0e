package dev.sallyport.example.jetty.samples;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.AuthenticatedKey;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Optional;

// sample: own policy
/** Denies requests before eight o'clock. */
public final class OfficeHours implements AccessPolicy {
  private final Clock clock;

  public OfficeHours() {
    this(Clock.systemUTC());
  }

  OfficeHours(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Denial> evaluate(AuthenticatedKey key, AccessRequest request) {
    boolean isOpen = LocalTime.now(clock).getHour() >= 8;
    return isOpen ? Optional.empty() : Optional.of(Denial.of(DenialReason.DENIED_BY_POLICY));
  }
}
// end

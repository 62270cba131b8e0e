package dev.sallyport.auth.admin;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.Usage.Step;
import dev.sallyport.auth.UsageReport;
import dev.sallyport.auth.spi.UsageSubject;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Instant;
import java.util.Optional;

/** How many requests there were, as an administrator may know it. */
record UsageDesk(Sallyport gate, Administrator who) {
  /**
   * Of one key that it sees.
   *
   * @throws OutOfBoundsException if the span of time is none, or too long
   */
  Result<UsageReport> of(AuthToken key, Instant from, Instant until, Step step) {
    return read(UsageSubject.key(key.id()), from, until, step);
  }

  /**
   * Of an account, or of all that it sees.
   *
   * @param accountNumber empty for all
   * @throws OutOfBoundsException if the span of time is none, or too long
   */
  Result<UsageReport> ofAccount(
      Optional<String> accountNumber, Instant from, Instant until, Step step) {
    Optional<String> account = accountNumber.or(who::bound);
    if (account.isPresent() && !who.sees(account.get())) {
      return Result.declined(Refusal.ABSENT);
    }
    return read(account.map(UsageSubject::account).orElse(UsageSubject.ALL), from, until, step);
  }

  private Result<UsageReport> read(UsageSubject subject, Instant from, Instant until, Step step) {
    return gate.countsUse()
        ? Result.done(gate.usage().read(subject, from, until, step))
        : Result.declined(Refusal.NOT_COUNTED);
  }
}

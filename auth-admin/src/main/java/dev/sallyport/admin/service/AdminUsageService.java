package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import java.time.Instant;
import java.util.Optional;

/** How many requests there were, as an administrator may know it. */
public record AdminUsageService(Sallyport sallyport, Administrator administrator) {
  /**
   * Of one key that it sees.
   *
   * @throws InvalidValueException if the span of time is none, or too long
   */
  public Result<UsageReport> of(ApiKey key, Instant from, Instant until, Step step) {
    return read(UsageSubject.key(key.id()), from, until, step);
  }

  /**
   * Of an account, or of all that it sees.
   *
   * @param accountNumber empty for all
   * @throws InvalidValueException if the span of time is none, or too long
   */
  public Result<UsageReport> ofAccount(
      Optional<String> accountNumber, Instant from, Instant until, Step step) {
    Optional<String> account = accountNumber.or(administrator::accountLimit);
    if (account.isPresent() && !administrator.sees(account.get())) {
      return Result.declined(Denial.ABSENT);
    }
    return read(account.map(UsageSubject::account).orElse(UsageSubject.ALL), from, until, step);
  }

  private Result<UsageReport> read(UsageSubject subject, Instant from, Instant until, Step step) {
    return sallyport.countsUse()
        ? Result.done(sallyport.usage().read(subject, from, until, step))
        : Result.declined(Denial.NOT_COUNTED);
  }
}

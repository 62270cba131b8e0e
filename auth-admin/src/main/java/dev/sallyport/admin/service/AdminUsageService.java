package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import java.time.Instant;
import java.util.Optional;

/** Request counts as visible to an administrator. */
public record AdminUsageService(Sallyport sallyport, Administrator administrator) {
  /**
   * Returns the usage of a visible key.
   *
   * @throws InvalidValueException if the period is empty or too long
   */
  public Result<UsageReport> of(ApiKey key, Instant from, Instant until, Step step) {
    return read(UsageSubject.key(key.id()), from, until, step);
  }

  /**
   * Returns the usage of an account, or of all visible accounts.
   *
   * @param accountId empty for all visible accounts
   * @throws InvalidValueException if the period is empty or too long
   */
  public Result<UsageReport> ofAccount(
      Optional<String> accountId, Instant from, Instant until, Step step) {
    Optional<String> account = accountId.or(administrator::accountLimit);
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

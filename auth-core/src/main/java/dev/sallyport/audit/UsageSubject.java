package dev.sallyport.audit;

import dev.sallyport.key.Owner;
import java.util.UUID;

/**
 * Subject of request counts, in the notation of the audit log.
 *
 * <pre>{@code
 * UsageSubject subject = UsageSubject.account("acme");
 * }</pre>
 *
 * @param name {@code key:<id>}, {@code account:<id>} or {@code all}
 * @since 0.1.0
 */
public record UsageSubject(String name) {
  /** Maximum length of a name, in characters. */
  public static final int MAX_NAME = 120;

  /** All requests of a Sallyport instance, including those without a known key. */
  public static final UsageSubject ALL = new UsageSubject("all");

  /** Returns the subject of a key. */
  public static UsageSubject key(UUID id) {
    return new UsageSubject("key:" + id);
  }

  /**
   * Returns the subject of all keys of an account.
   *
   * @throws IllegalArgumentException if the text is not an account id
   */
  public static UsageSubject account(String accountId) {
    return new UsageSubject("account:" + Owner.requireAccountId(accountId));
  }
}

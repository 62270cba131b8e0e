package dev.sallyport.audit;

import dev.sallyport.key.Owner;
import java.util.UUID;

/**
 * Subject of request counts, in the notation of the audit log.
 *
 * <pre>{@code
 * UsageSubject subject = UsageSubject.account("1234-5678-9012");
 * }</pre>
 *
 * @param name {@code key:<id>}, {@code account:<number>} or {@code all}
 * @since 0.1.0
 */
public record UsageSubject(String name) {
  /** Maximum length of a name, in characters. */
  public static final int MAX_NAME = 40;

  /** All requests of a Sallyport instance, including those without a known key. */
  public static final UsageSubject ALL = new UsageSubject("all");

  /** Returns the subject of a key. */
  public static UsageSubject key(UUID id) {
    return new UsageSubject("key:" + id);
  }

  /**
   * Returns the subject of all keys of an account.
   *
   * @throws IllegalArgumentException if the text is not an account number
   */
  public static UsageSubject account(String number) {
    return new UsageSubject("account:" + Owner.requireAccountNumber(number));
  }
}

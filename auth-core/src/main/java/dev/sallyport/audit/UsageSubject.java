package dev.sallyport.audit;

import dev.sallyport.key.Owner;
import java.util.UUID;

/**
 * Whose requests are counted, in the words of the audit log.
 *
 * @param name {@code key:<id>}, {@code account:<number>} or {@code all}
 */
public record UsageSubject(String name) {
  /** The longest name, in characters. */
  public static final int MAX_NAME = 40;

  /** The whole gate, with those whose key is unknown. */
  public static final UsageSubject ALL = new UsageSubject("all");

  public static UsageSubject key(UUID id) {
    return new UsageSubject("key:" + id);
  }

  /**
   * All keys of an account.
   *
   * @throws IllegalArgumentException if it is no account number
   */
  public static UsageSubject account(String number) {
    return new UsageSubject("account:" + Owner.requireAccountNumber(number));
  }
}

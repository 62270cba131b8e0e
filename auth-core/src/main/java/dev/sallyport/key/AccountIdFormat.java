package dev.sallyport.key;

import java.util.Optional;

/**
 * Form of the account ids of an application, which new accounts must have; found with {@link
 * java.util.ServiceLoader} and chosen by name with the setting {@code account-id-format}.
 *
 * <p>It restricts what Sallyport creates. Ids of existing accounts and of a host's own directory
 * need not have the form. Thread-safe.
 *
 * <pre>{@code
 * public final class CustomerNumber implements AccountIdFormat {
 *   public String name() {
 *     return "customer-number";
 *   }
 *
 *   public Optional<String> requirement(String accountId) {
 *     return accountId.matches("[0-9]{8}") ? Optional.empty() : Optional.of("eight digits");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface AccountIdFormat {
  /** The name of {@link #ANY}. */
  String ANY_NAME = "any";

  /** Format that accepts every account id. */
  AccountIdFormat ANY =
      new AccountIdFormat() {
        @Override
        public String name() {
          return ANY_NAME;
        }

        @Override
        public Optional<String> requirement(String accountId) {
          return Optional.empty();
        }
      };

  /** Returns the name of the format in settings: lower-case letters and hyphens. */
  String name();

  /**
   * Checks an account id.
   *
   * @param accountId a valid account id, see {@link Owner#requireAccountId}
   * @return empty if the id has the form, or what it must have, to follow the words “an account id
   *     must have”
   */
  Optional<String> requirement(String accountId);

  /**
   * Returns the account id if it has this form.
   *
   * @throws InvalidValueException if it does not
   */
  default String require(String accountId) {
    requirement(accountId)
        .ifPresent(
            it -> {
              throw new InvalidValueException("an account id must have " + it);
            });
    return accountId;
  }
}

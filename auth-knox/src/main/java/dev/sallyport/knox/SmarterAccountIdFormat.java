package dev.sallyport.knox;

import dev.sallyport.key.AccountIdFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Account numbers of Smarter, {@code ####-####-####}, which its clients require; {@code
 * account-id-format=smarter}.
 *
 * <pre>{@code
 * Sallyport.builder(backend).accountIdFormat(new SmarterAccountIdFormat()).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SmarterAccountIdFormat implements AccountIdFormat {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{4}");

  @Override
  public String name() {
    return "smarter";
  }

  @Override
  public Optional<String> requirement(String accountId) {
    return NUMBER.matcher(accountId).matches()
        ? Optional.empty()
        : Optional.of("the form ####-####-####, with digits");
  }
}

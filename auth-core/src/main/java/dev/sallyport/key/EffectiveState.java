package dev.sallyport.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * State of a key as seen by authentication, lists, filters, counts, the management API, the console
 * and the command.
 *
 * <p>If several states apply, the order is: expired or over age, then the owner's state, then the
 * key's own.
 *
 * <pre>{@code
 * Page<KeyWithState> page = sallyport.keys().listWithStates(ApiKeyQuery.all());
 * long expired =
 *     page.items().stream().filter(it -> it.state() == EffectiveState.EXPIRED).count();
 * }</pre>
 *
 * @since 0.1.0
 */
public enum EffectiveState {
  /** The key can be used. */
  ACTIVE,
  /** The key is deactivated. */
  INACTIVE,
  /** The key is expired. */
  EXPIRED,
  /** The key is older than the maximum lifetime, and such keys are denied. */
  OVER_AGE,
  /** The user that owns the key is deactivated, or does not exist. */
  OWNER_INACTIVE,
  /** The account that owns the key is deactivated. */
  ACCOUNT_INACTIVE;

  /**
   * Returns the state of a key.
   *
   * @param accountActive whether the account that owns the key is active
   * @param userActive whether the user that owns the key exists and is active
   * @param keyActive whether the key itself is active
   * @param expired whether the key is expired
   * @param overAge whether the key is denied because of its age
   */
  public static EffectiveState of(
      boolean accountActive,
      boolean userActive,
      boolean keyActive,
      boolean expired,
      boolean overAge) {
    if (expired) {
      return EXPIRED;
    }
    if (overAge) {
      return OVER_AGE;
    }
    if (!accountActive) {
      return ACCOUNT_INACTIVE;
    }
    if (!userActive) {
      return OWNER_INACTIVE;
    }
    return keyActive ? ACTIVE : INACTIVE;
  }

  /** Returns the name used in JSON, settings and the command, such as {@code over-age}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the state with the given {@link #word()}; empty if there is none. */
  public static Optional<EffectiveState> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** Returns the words of all states, separated by commas. */
  public static String words() {
    return Arrays.stream(values()).map(EffectiveState::word).collect(Collectors.joining(", "));
  }
}

package dev.sallyport.spi;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are meant: those to which all of its conditions apply. A condition that is null lets
 * every key through.
 *
 * @param textOrNull a part of the name, the description or the username, or the start of the id;
 *     the case of ASCII letters does not matter, and no character stands for another. Of other
 *     letters a store may want the case too
 * @param accountNumberOrNull of this account
 * @param usernameOrNull of this user, compared exactly
 * @param activeOrNull switched on, or off
 * @param accountActiveOrNull of an account that is active, or not; a store that keeps no owners
 *     takes every account for active
 * @param userActiveOrNull of a user that exists and is active, or not; a store that keeps no owners
 *     takes every user for active
 * @param validAtOrNull without an end, or with one later than this
 * @param expiredAtOrNull expired at this instant: with an end before it
 * @param unexpiredAtOrNull not expired at this instant: without an end, or with one not before it
 * @param endingBeforeOrNull ending, or growing over age, before that
 * @param neverUsedOrNull without a recorded use, or with one
 * @param unusedSinceOrNull last used before this instant or, if never, made before it
 * @param madeBeforeOrNull made before this instant
 * @param madeSinceOrNull created at this instant or later
 * @param scopeOrNull holding this very scope; a wildcard that covers it does not count, and one
 *     asked for is an ordinary character
 * @param tagOrNull with this very tag
 */
public record ApiKeyFilter(
    @Nullable String textOrNull,
    @Nullable String accountNumberOrNull,
    @Nullable String usernameOrNull,
    @Nullable Boolean activeOrNull,
    @Nullable Boolean accountActiveOrNull,
    @Nullable Boolean userActiveOrNull,
    @Nullable Instant validAtOrNull,
    @Nullable Instant expiredAtOrNull,
    @Nullable Instant unexpiredAtOrNull,
    @Nullable End endingBeforeOrNull,
    @Nullable Boolean neverUsedOrNull,
    @Nullable Instant unusedSinceOrNull,
    @Nullable Instant madeBeforeOrNull,
    @Nullable Instant madeSinceOrNull,
    @Nullable String scopeOrNull,
    @Nullable String tagOrNull) {

  /** The longest text to look for, in characters. */
  public static final int MAX_TEXT = 255;

  /** The instants that every database knows. */
  private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** Every key. */
  public static final ApiKeyFilter ALL = new Builder().build();

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if a text is one that no key could have, or an instant is not of
   *     the years 1000 to 9999; the message names the part, not its value
   */
  public ApiKeyFilter {
    requireKnown("validAt", validAtOrNull);
    requireKnown("expiredAt", expiredAtOrNull);
    requireKnown("unexpiredAt", unexpiredAtOrNull);
    requireKnown("unusedSince", unusedSinceOrNull);
    requireKnown("madeBefore", madeBeforeOrNull);
    requireKnown("madeSince", madeSinceOrNull);
    requireKnown("endingBefore", endingBeforeOrNull == null ? null : endingBeforeOrNull.expiry());
    if (textOrNull != null) {
      TextRules.require("search text", textOrNull, 1, MAX_TEXT);
    }
    if (accountNumberOrNull != null) {
      Owner.requireAccountNumber(accountNumberOrNull);
    }
    if (usernameOrNull != null) {
      Owner.requireUsername(usernameOrNull);
    }
    if (scopeOrNull != null) {
      TextRules.requireWord("scope", scopeOrNull);
    }
    if (tagOrNull != null) {
      TextRules.requireWord("tag", tagOrNull);
    }
  }

  private static void requireKnown(String part, @Nullable Instant instant) {
    if (instant != null && (instant.isBefore(FIRST) || instant.isAfter(LAST))) {
      throw new InvalidValueException(part + " is an instant of the years 1000 to 9999");
    }
  }

  /**
   * The end of a key by its expiry or by its age, whichever comes first.
   *
   * @param expiry keys that expire before this instant
   * @param creation keys that were created before this instant
   */
  public record End(Instant expiry, Instant creation) {}

  /** A builder of a filter that lets every key through. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this filter. */
  public Builder toBuilder() {
    return new Builder()
        .text(textOrNull)
        .account(accountNumberOrNull)
        .user(usernameOrNull)
        .active(activeOrNull)
        .accountActive(accountActiveOrNull)
        .userActive(userActiveOrNull)
        .validAt(validAtOrNull)
        .expiredAt(expiredAtOrNull)
        .unexpiredAt(unexpiredAtOrNull)
        .endingBefore(endingBeforeOrNull)
        .neverUsed(neverUsedOrNull)
        .unusedSince(unusedSinceOrNull)
        .madeBefore(madeBeforeOrNull)
        .madeSince(madeSinceOrNull)
        .scope(scopeOrNull)
        .tag(tagOrNull);
  }

  /** Sets one condition after the other; null takes one away. Not thread-safe. */
  public static final class Builder {
    private @Nullable String text;
    private @Nullable String accountNumber;
    private @Nullable String username;
    private @Nullable Boolean active;
    private @Nullable Boolean accountActive;
    private @Nullable Boolean userActive;
    private @Nullable Instant validAt;
    private @Nullable Instant expiredAt;
    private @Nullable Instant unexpiredAt;
    private @Nullable End endingBefore;
    private @Nullable Boolean neverUsed;
    private @Nullable Instant unusedSince;
    private @Nullable Instant madeBefore;
    private @Nullable Instant madeSince;
    private @Nullable String scope;
    private @Nullable String tag;

    private Builder() {}

    /** Only keys that say this somewhere. */
    public Builder text(@Nullable String text) {
      this.text = text;
      return this;
    }

    public Builder account(@Nullable String accountNumber) {
      this.accountNumber = accountNumber;
      return this;
    }

    public Builder user(@Nullable String username) {
      this.username = username;
      return this;
    }

    public Builder active(@Nullable Boolean active) {
      this.active = active;
      return this;
    }

    /** Only keys of accounts that are active, or only of those that are not. */
    public Builder accountActive(@Nullable Boolean accountActive) {
      this.accountActive = accountActive;
      return this;
    }

    /** Only keys of users that are active, or only of those that are not, or do not exist. */
    public Builder userActive(@Nullable Boolean userActive) {
      this.userActive = userActive;
      return this;
    }

    /** Only keys that have no end, or one later than this. */
    public Builder validAt(@Nullable Instant instant) {
      this.validAt = instant;
      return this;
    }

    /**
     * Only keys that are over at this instant. Those that will soon be are those expired then and
     * not expired now: it goes together with {@link #unexpiredAt}.
     */
    public Builder expiredAt(@Nullable Instant instant) {
      this.expiredAt = instant;
      return this;
    }

    /** Only keys that are not over at this instant. */
    public Builder unexpiredAt(@Nullable Instant instant) {
      this.unexpiredAt = instant;
      return this;
    }

    /** Only keys that expire, or grow over age, before that. */
    public Builder endingBefore(@Nullable End end) {
      this.endingBefore = end;
      return this;
    }

    /** Only keys without a recorded use, or only those with one. */
    public Builder neverUsed(@Nullable Boolean neverUsed) {
      this.neverUsed = neverUsed;
      return this;
    }

    /** Only keys that nobody has used since; one made since then has not been idle for so long. */
    public Builder unusedSince(@Nullable Instant instant) {
      this.unusedSince = instant;
      return this;
    }

    public Builder madeBefore(@Nullable Instant instant) {
      this.madeBefore = instant;
      return this;
    }

    /** Only keys created at this instant or later. */
    public Builder madeSince(@Nullable Instant instant) {
      this.madeSince = instant;
      return this;
    }

    /** Only keys that hold this scope, literally. */
    public Builder scope(@Nullable String scope) {
      this.scope = scope;
      return this;
    }

    public Builder tag(@Nullable String tag) {
      this.tag = tag;
      return this;
    }

    /**
     * The filter with these conditions.
     *
     * @throws InvalidValueException if a text is one that no key could have, or an instant is not
     *     of the years 1000 to 9999
     */
    public ApiKeyFilter build() {
      return new ApiKeyFilter(
          text,
          accountNumber,
          username,
          active,
          accountActive,
          userActive,
          validAt,
          expiredAt,
          unexpiredAt,
          endingBefore,
          neverUsed,
          unusedSince,
          madeBefore,
          madeSince,
          scope,
          tag);
    }
  }
}

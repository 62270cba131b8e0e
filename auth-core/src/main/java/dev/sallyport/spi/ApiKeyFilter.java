package dev.sallyport.spi;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Filter of keys, whose conditions must all match. A condition that is null matches every key.
 *
 * <pre>{@code
 * ApiKeyFilter filter = ApiKeyFilter.builder().account("acme").active(true).build();
 * }</pre>
 *
 * @param text part of the name, the description or the user id, or start of the id. The case of
 *     ASCII letters is ignored; for other letters a store may be case-sensitive. There are no
 *     wildcards
 * @param name keys with this name. Case counts as in {@code text}
 * @param accountId keys of this account
 * @param userId keys of this user, compared exactly
 * @param active active keys, or inactive ones
 * @param accountActive keys of active accounts, or of inactive ones; a store without owners treats
 *     every account as active
 * @param userActive keys of users that exist and are active, or of others; a store without owners
 *     treats every user as active
 * @param validAt keys without an expiry, or with one after this instant
 * @param expiredAt keys that are expired at this instant: with an expiry before it
 * @param unexpiredAt keys that are not expired at this instant: without an expiry, or with one at
 *     or after it
 * @param endingBefore keys that expire, or exceed the maximum lifetime, before this
 * @param neverUsed keys without a recorded use, or with one
 * @param unusedSince keys last used, or if never used, created, before this instant
 * @param createdBefore keys created before this instant
 * @param createdSince keys created at or after this instant
 * @param scope keys that hold exactly this scope; wildcards are ordinary characters, in the keys
 *     and here
 * @param tag keys with exactly this tag
 * @since 0.1.0
 */
public record ApiKeyFilter(
    @Nullable String text,
    @Nullable String name,
    @Nullable String accountId,
    @Nullable String userId,
    @Nullable Boolean active,
    @Nullable Boolean accountActive,
    @Nullable Boolean userActive,
    @Nullable Instant validAt,
    @Nullable Instant expiredAt,
    @Nullable Instant unexpiredAt,
    @Nullable End endingBefore,
    @Nullable Boolean neverUsed,
    @Nullable Instant unusedSince,
    @Nullable Instant createdBefore,
    @Nullable Instant createdSince,
    @Nullable String scope,
    @Nullable String tag) {

  /** Maximum length of a text to search for, in characters. */
  public static final int MAX_TEXT = 255;

  /** Range of instants that every database supports. */
  private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** Filter that matches every key. */
  public static final ApiKeyFilter ALL = new Builder().build();

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if a text cannot occur in a key, or an instant is not within the
   *     years 1000 to 9999; the message names the component, not its value
   */
  public ApiKeyFilter {
    requireKnown("validAt", validAt);
    requireKnown("expiredAt", expiredAt);
    requireKnown("unexpiredAt", unexpiredAt);
    requireKnown("unusedSince", unusedSince);
    requireKnown("createdBefore", createdBefore);
    requireKnown("createdSince", createdSince);
    requireKnown("endingBefore", endingBefore == null ? null : endingBefore.expiry());
    if (text != null) {
      TextRules.require("search text", text, 1, MAX_TEXT);
    }
    if (name != null) {
      TextRules.require("name", name, 1, ApiKey.MAX_NAME);
    }
    if (accountId != null) {
      Owner.requireAccountId(accountId);
    }
    if (userId != null) {
      Owner.requireUserId(userId);
    }
    if (scope != null) {
      TextRules.requireWord("scope", scope);
    }
    if (tag != null) {
      TextRules.requireWord("tag", tag);
    }
  }

  private static void requireKnown(String part, @Nullable Instant instant) {
    if (instant != null && (instant.isBefore(FIRST) || instant.isAfter(LAST))) {
      throw new InvalidValueException(part + " must be within the years 1000 to 9999");
    }
  }

  /**
   * End of a key by its expiry or its age, whichever comes first.
   *
   * @param expiry matches keys that expire before this instant
   * @param creation matches keys that were created before this instant
   */
  public record End(Instant expiry, Instant creation) {}

  /** Returns a builder of a filter that matches every key. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder initialized from this filter. */
  public Builder toBuilder() {
    return new Builder()
        .text(text)
        .name(name)
        .account(accountId)
        .user(userId)
        .active(active)
        .accountActive(accountActive)
        .userActive(userActive)
        .validAt(validAt)
        .expiredAt(expiredAt)
        .unexpiredAt(unexpiredAt)
        .endingBefore(endingBefore)
        .neverUsed(neverUsed)
        .unusedSince(unusedSince)
        .createdBefore(createdBefore)
        .createdSince(createdSince)
        .scope(scope)
        .tag(tag);
  }

  /** Builder of filters; null removes a condition. Not thread-safe. */
  public static final class Builder {
    private @Nullable String text;
    private @Nullable String name;
    private @Nullable String accountId;
    private @Nullable String userId;
    private @Nullable Boolean active;
    private @Nullable Boolean accountActive;
    private @Nullable Boolean userActive;
    private @Nullable Instant validAt;
    private @Nullable Instant expiredAt;
    private @Nullable Instant unexpiredAt;
    private @Nullable End endingBefore;
    private @Nullable Boolean neverUsed;
    private @Nullable Instant unusedSince;
    private @Nullable Instant createdBefore;
    private @Nullable Instant createdSince;
    private @Nullable String scope;
    private @Nullable String tag;

    private Builder() {}

    /** Matches keys that contain this text. */
    public Builder text(@Nullable String text) {
      this.text = text;
      return this;
    }

    /** Matches keys with this name. */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /** Matches keys of this account. */
    public Builder account(@Nullable String accountId) {
      this.accountId = accountId;
      return this;
    }

    /** Matches keys of this user. */
    public Builder user(@Nullable String userId) {
      this.userId = userId;
      return this;
    }

    /** Matches active keys, or inactive ones. */
    public Builder active(@Nullable Boolean active) {
      this.active = active;
      return this;
    }

    /** Matches keys of active accounts, or of inactive ones. */
    public Builder accountActive(@Nullable Boolean accountActive) {
      this.accountActive = accountActive;
      return this;
    }

    /** Matches keys of users that exist and are active, or of others. */
    public Builder userActive(@Nullable Boolean userActive) {
      this.userActive = userActive;
      return this;
    }

    /** Matches keys without an expiry, or with one after this instant. */
    public Builder validAt(@Nullable Instant instant) {
      this.validAt = instant;
      return this;
    }

    /**
     * Matches keys that are expired at this instant. For keys that expire soon, combine it with
     * {@link #unexpiredAt} now.
     */
    public Builder expiredAt(@Nullable Instant instant) {
      this.expiredAt = instant;
      return this;
    }

    /** Matches keys that are not expired at this instant. */
    public Builder unexpiredAt(@Nullable Instant instant) {
      this.unexpiredAt = instant;
      return this;
    }

    /** Matches keys that expire, or exceed the maximum lifetime, before this. */
    public Builder endingBefore(@Nullable End end) {
      this.endingBefore = end;
      return this;
    }

    /** Matches keys without a recorded use, or with one. */
    public Builder neverUsed(@Nullable Boolean neverUsed) {
      this.neverUsed = neverUsed;
      return this;
    }

    /**
     * Matches keys last used before this instant; a key that was never used counts from its
     * creation.
     */
    public Builder unusedSince(@Nullable Instant instant) {
      this.unusedSince = instant;
      return this;
    }

    /** Matches keys created before this instant. */
    public Builder createdBefore(@Nullable Instant instant) {
      this.createdBefore = instant;
      return this;
    }

    /** Matches keys created at or after this instant. */
    public Builder createdSince(@Nullable Instant instant) {
      this.createdSince = instant;
      return this;
    }

    /** Matches keys that hold exactly this scope. */
    public Builder scope(@Nullable String scope) {
      this.scope = scope;
      return this;
    }

    /** Matches keys with this tag. */
    public Builder tag(@Nullable String tag) {
      this.tag = tag;
      return this;
    }

    /**
     * Creates the filter.
     *
     * @throws InvalidValueException if a text cannot occur in a key, or an instant is not within
     *     the years 1000 to 9999
     */
    public ApiKeyFilter build() {
      return new ApiKeyFilter(
          text,
          name,
          accountId,
          userId,
          active,
          accountActive,
          userActive,
          validAt,
          expiredAt,
          unexpiredAt,
          endingBefore,
          neverUsed,
          unusedSince,
          createdBefore,
          createdSince,
          scope,
          tag);
    }
  }
}

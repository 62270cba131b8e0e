package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.input.PastedToken;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that select and sort the listed keys. */
final class KeySearchOptions {
  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      order = 1,
      description = "Only keys of this account.")
  private @Nullable String accountId;

  @Option(names = "--user", paramLabel = "USER", order = 2, description = "Only keys of this user.")
  private @Nullable String userId;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      order = 3,
      converter = StateConverter.class,
      completionCandidates = StateNames.class,
      description =
          "Only keys in this state: active, inactive, expired, over-age, owner-inactive or"
              + " account-inactive.")
  private @Nullable EffectiveState state;

  @ArgGroup private final Switch only = new Switch();
  @ArgGroup private final Expiry expiry = new Expiry();

  @Option(
      names = "--expiring-within",
      paramLabel = "DURATION",
      order = 7,
      description = "Only unexpired keys that expire within this time, such as 14d.")
  private @Nullable Duration expiringWithin;

  @Option(names = "--never-used", order = 8, description = "Only keys without a recorded use.")
  private boolean neverUsed;

  @Option(
      names = "--unused-for",
      paramLabel = "DURATION",
      order = 9,
      description =
          "Only keys not used for this time, such as 90d. Keys never used count from their"
              + " creation.")
  private @Nullable Duration unusedFor;

  @Option(
      names = "--over-age",
      order = 10,
      description = "Only keys older than the setting max-lifetime-days.")
  private boolean overAge;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      order = 11,
      description = "Only keys that hold exactly this scope.")
  private @Nullable String scope;

  @Option(names = "--tag", paramLabel = "TAG", order = 12, description = "Only keys with this tag.")
  private @Nullable String tag;

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      order = 13,
      description =
          "Only keys with this text in their name, description or user id, or at the start of"
              + " their id.")
  private @Nullable String text;

  @Option(
      names = "--sort",
      paramLabel = "[-]NAME",
      order = 30,
      converter = OrderConverter.class,
      completionCandidates = KeySearch.OrderNames.class,
      description =
          "Sort by created, name, owner, last-used or expiry; a leading - reverses the order."
              + " Default: -created.")
  private ApiKeySort order = ApiKeySort.NEWEST_FIRST;

  @Option(
      names = "--page",
      paramLabel = "N",
      order = 40,
      description = "Number of the page. Default: 1.")
  private int page = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      order = 41,
      description = "Number of keys on a page, 1 to " + ApiKeyQuery.MAX_SIZE + ". Default: 50.")
  private int size = 50;

  /**
   * Returns the search conditions.
   *
   * @throws UsageException if a value is invalid or conditions contradict each other
   */
  KeySearch search() {
    PastedToken.reject("--query", text);
    PastedToken.reject("--account", accountId);
    PastedToken.reject("--user", userId);
    PastedToken.reject("--scope", scope);
    PastedToken.reject("--tag", tag);
    ApiKeyFilter fixed =
        UsageException.convertInvalidValue(
            () ->
                ApiKeyFilter.ALL
                    .with(ApiKeyFilter.TEXT, text)
                    .with(ApiKeyFilter.ACCOUNT, accountId)
                    .with(ApiKeyFilter.USER, userId)
                    .with(ApiKeyFilter.ACTIVE, only.active())
                    .with(ApiKeyFilter.NEVER_USED, neverUsed ? true : null)
                    .with(ApiKeyFilter.SCOPE, scope)
                    .with(ApiKeyFilter.TAG, tag));
    return new KeySearch(
        fixed,
        state,
        expiry.expired(),
        expiry.expiredFor,
        expiringWithin,
        unusedFor,
        overAge,
        order,
        page - 1,
        size);
  }

  /** Mutually exclusive options for the active flag. */
  static final class Switch {
    @Option(names = "--active", order = 3, description = "Only keys that are not deactivated.")
    private boolean active;

    @Option(names = "--inactive", order = 4, description = "Only deactivated keys.")
    private boolean inactive;

    @Nullable Boolean active() {
      return (active || inactive) ? Boolean.valueOf(active) : null;
    }
  }

  /** Mutually exclusive options for the expiry. */
  static final class Expiry {
    @Option(names = "--expired", order = 5, description = "Only expired keys.")
    private boolean expired;

    @Option(names = "--unexpired", order = 6, description = "Only keys that are not expired.")
    private boolean unexpired;

    @Option(
        names = "--expired-for",
        paramLabel = "DURATION",
        order = 6,
        description = "Only keys that expired longer ago than this, such as 90d.")
    private @Nullable Duration expiredFor;

    @Nullable Boolean expired() {
      return (expired || unexpired) ? Boolean.valueOf(expired) : null;
    }
  }

  /** Names of the states, for completion. */
  static final class StateNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(EffectiveState.values()).map(EffectiveState::word).iterator();
    }
  }

  /** Converter of states, such as {@code owner-inactive}. */
  static final class StateConverter implements ITypeConverter<EffectiveState> {
    @Override
    public EffectiveState convert(String word) {
      return EffectiveState.of(word)
          .orElseThrow(() -> new TypeConversionException("expected " + EffectiveState.words()));
    }
  }

  /** Converter of sort orders, such as {@code -last-used}. */
  static final class OrderConverter implements ITypeConverter<ApiKeySort> {
    @Override
    public ApiKeySort convert(String text) {
      boolean descending = text.startsWith("-");
      ApiKeySort.By by = KeySearch.OrderNames.ALL.get(descending ? text.substring(1) : text);
      if (by == null) {
        throw new TypeConversionException(
            "expected created, name, owner, last-used or expiry, with a leading - to reverse the"
                + " order");
      }
      return new ApiKeySort(by, descending);
    }
  }
}

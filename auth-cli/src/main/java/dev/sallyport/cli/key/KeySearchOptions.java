package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeySearch;
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

/** Which keys to list, and in which order. */
final class KeySearchOptions {
  @Option(
      names = "--account-number",
      paramLabel = "####-####-####",
      order = 1,
      description = "Only keys of this account.")
  private @Nullable String accountNumber;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      order = 2,
      description = "Only keys of this user.")
  private @Nullable String username;

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
  @ArgGroup private final End end = new End();

  @Option(
      names = "--expiring-within",
      paramLabel = "LENGTH",
      order = 7,
      description = "Only keys that are not over, but will be within this, such as 14d.")
  private @Nullable Duration expiringWithin;

  @Option(names = "--never-used", order = 8, description = "Only keys without a recorded use.")
  private boolean neverUsed;

  @Option(
      names = "--unused-for",
      paramLabel = "LENGTH",
      order = 9,
      description = "Only keys not used for so long and, if never used, made before that.")
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
      description = "Only keys that hold this very scope.")
  private @Nullable String scope;

  @Option(names = "--tag", paramLabel = "TAG", order = 12, description = "Only keys with this tag.")
  private @Nullable String tag;

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      order = 13,
      description =
          "Only keys with this in their name, description or username, or at the start of their"
              + " id.")
  private @Nullable String text;

  @Option(
      names = "--sort",
      paramLabel = "[-]NAME",
      order = 30,
      converter = OrderConverter.class,
      completionCandidates = KeySearch.OrderNames.class,
      description =
          "By created, name, owner, last-used or expiry; with a - before it the other way round."
              + " -created if left out.")
  private ApiKeySort order = ApiKeySort.NEWEST_FIRST;

  @Option(
      names = "--page",
      paramLabel = "N",
      order = 40,
      description = "Which page, from 1 (the default).")
  private int page = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      order = 41,
      description = "Keys on a page, 1 to " + ApiKeyQuery.MAX_SIZE + "; 50 if left out.")
  private int size = 50;

  /**
   * All of that.
   *
   * @throws UsageException if no key could be meant
   */
  KeySearch search() {
    ApiKeyFilter fixed =
        UsageException.unlessWithinBounds(
            () ->
                ApiKeyFilter.builder()
                    .text(text)
                    .account(accountNumber)
                    .user(username)
                    .active(only.active())
                    .neverUsed(neverUsed ? true : null)
                    .scope(scope)
                    .tag(tag)
                    .build());
    return new KeySearch(
        fixed,
        state,
        end.expired(),
        end.expiredFor,
        expiringWithin,
        unusedFor,
        overAge,
        order,
        page - 1,
        size);
  }

  /** At most one of two. */
  static final class Switch {
    @Option(names = "--active", order = 3, description = "Only keys that are switched on.")
    private boolean active;

    @Option(names = "--inactive", order = 4, description = "Only keys that are switched off.")
    private boolean inactive;

    @Nullable Boolean active() {
      return (active || inactive) ? Boolean.valueOf(active) : null;
    }
  }

  /** At most one of three. */
  static final class End {
    @Option(names = "--expired", order = 5, description = "Only keys that are over.")
    private boolean expired;

    @Option(names = "--unexpired", order = 6, description = "Only keys that are not over.")
    private boolean unexpired;

    @Option(
        names = "--expired-for",
        paramLabel = "LENGTH",
        order = 6,
        description = "Only keys that have been over for so long, such as 90d.")
    private @Nullable Duration expiredFor;

    @Nullable Boolean expired() {
      return (expired || unexpired) ? Boolean.valueOf(expired) : null;
    }
  }

  /** The words of the states. */
  static final class StateNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(EffectiveState.values()).map(EffectiveState::word).iterator();
    }
  }

  /** Reads {@code owner-inactive}. */
  static final class StateConverter implements ITypeConverter<EffectiveState> {
    @Override
    public EffectiveState convert(String word) {
      return EffectiveState.of(word)
          .orElseThrow(() -> new TypeConversionException("it takes " + EffectiveState.words()));
    }
  }

  /** Reads {@code -last-used}. */
  static final class OrderConverter implements ITypeConverter<ApiKeySort> {
    @Override
    public ApiKeySort convert(String text) {
      boolean descending = text.startsWith("-");
      ApiKeySort.By by = KeySearch.OrderNames.ALL.get(descending ? text.substring(1) : text);
      if (by == null) {
        throw new TypeConversionException(
            "it takes created, name, owner, last-used or expiry, with a - before it to turn it"
                + " round");
      }
      return new ApiKeySort(by, descending);
    }
  }
}

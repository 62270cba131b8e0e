package dev.sallyport.cli.key;

import static java.util.stream.Collectors.joining;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.RelativeTime;
import dev.sallyport.config.Durations;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Text representation of a key, without lookup id and digest. */
public final class KeyText {
  private static final String NONE = "-";

  private KeyText() {}

  /** Returns one line for each property. */
  static String of(KeyView key, CliContext context) {
    Function<@Nullable Instant, String> time = it -> timed(it, context);
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("key id", key.id().toString());
    lines.put("state", stateOf(key));
    lines.put("token", hint(key));
    lines.put("name", PrintableText.of(key.name()));
    lines.put(
        "description", key.description().isEmpty() ? NONE : PrintableText.of(key.description()));
    lines.put("owner", owner(key.owner()));
    lines.put("scopes", words(key.scopes()));
    lines.put("networks", networks(key));
    lines.put("tags", words(key.tags()));
    lines.put("created", time.apply(key.createdAt()));
    lines.put("changed", time.apply(key.updatedAt()));
    lines.put("last used", time.apply(key.lastUsedAt()));
    lines.put("expires", time.apply(key.effectiveExpiresAt()));
    lines.put("ttl", renewalTtl(key).orElse(NONE));
    boolean isRotated =
        !key.groupId().equals(key.id()) || key.predecessor() != null || key.successor() != null;
    if (isRotated) {
      lines.put("group", key.groupId().toString());
    }
    lines.put("predecessor", id(key.predecessor()));
    lines.put("successor", id(key.successor()));
    Long overlap = key.overlapFromFirstUseSeconds();
    if (overlap != null) {
      lines.put(
          "overlap",
          "starts at the first use; the predecessor then works for %s".formatted(length(overlap)));
    }
    return lines.entrySet().stream()
        .map(line -> "%-12s %s".formatted(line.getKey(), line.getValue()))
        .collect(joining("\n"));
  }

  /** Returns the key's name and id for use in a list. */
  static String identified(KeyView key) {
    return "%s ('%s')".formatted(key.id(), key.name());
  }

  /** Returns the key's id, name and owner for use in a sentence. */
  public static String named(KeyView key) {
    return "API key %s ('%s' of %s)".formatted(key.id(), key.name(), owner(key.owner()));
  }

  /** Returns the start of the key's token. */
  static String hint(KeyView key) {
    return key.hint().isEmpty() ? NONE : PrintableText.of(key.hint()) + "...";
  }

  static String owner(OwnerView owner) {
    return PrintableText.owner(owner.accountId(), owner.userId());
  }

  /** Returns the expiry, with the TTL if use renews the key. */
  static String expiry(KeyView key) {
    String expiry = time(key.expiresAt(), "never");
    return renewalTtl(key).map(ttl -> expiry + " (ttl " + ttl + ")").orElse(expiry);
  }

  static String time(@Nullable Instant instant, String ifNone) {
    return instant == null ? ifNone : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns a time, on a terminal with its distance from now. */
  private static String timed(@Nullable Instant instant, CliContext context) {
    String exact = time(instant, "never");
    return instant == null || !context.screen().isTerminal()
        ? exact
        : exact + " (" + RelativeTime.of(instant, context.clock().instant()) + ")";
  }

  private static String stateOf(KeyView key) {
    boolean isComplete = key.active() || key.state() == EffectiveState.INACTIVE;
    return isComplete ? key.state().word() : key.state().word() + ", inactive";
  }

  static String length(long seconds) {
    return Durations.format(Duration.ofSeconds(seconds));
  }

  private static String id(@Nullable UUID id) {
    return id == null ? NONE : id.toString();
  }

  private static String words(Collection<String> words) {
    return words.isEmpty() ? NONE : PrintableText.of(String.join(" ", words));
  }

  private static String networks(KeyView key) {
    return key.networks().isEmpty()
        ? "anywhere"
        : key.networks().stream().map(Network::toString).collect(joining(" "));
  }

  /** Returns the TTL by which use renews the key; empty if its expiry is fixed. */
  private static Optional<String> renewalTtl(KeyView key) {
    return Optional.ofNullable(key.ttlSeconds()).filter(it -> key.renewable()).map(KeyText::length);
  }
}

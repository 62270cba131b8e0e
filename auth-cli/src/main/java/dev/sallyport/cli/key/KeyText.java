package dev.sallyport.cli.key;

import static java.util.stream.Collectors.joining;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.config.Durations;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One key for people to read: everything but lookup and digest. */
public final class KeyText {
  private static final String NONE = "-";

  private KeyText() {}

  /** A line for each part. */
  static String of(KeyView key) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("key id", key.id().toString());
    lines.put("state", stateOf(key));
    lines.put("name", PrintableText.of(key.name()));
    lines.put(
        "description", key.description().isEmpty() ? NONE : PrintableText.of(key.description()));
    lines.put("owner", owner(key.owner()));
    lines.put("scopes", words(key.scopes()));
    lines.put("networks", networks(key));
    lines.put("tags", words(key.tags()));
    lines.put("created", time(key.createdAt(), NONE));
    lines.put("changed", time(key.updatedAt(), NONE));
    lines.put("last used", time(key.lastUsedAt(), "never"));
    lines.put("expires", time(key.effectiveExpiresAt(), "never"));
    lines.put("ttl", renewalTtl(key).orElse(NONE));
    boolean isRotated =
        !key.groupId().equals(key.id()) || key.predecessor() != null || key.successor() != null;
    if (isRotated) {
      lines.put("family", key.groupId().toString());
    }
    lines.put("predecessor", id(key.predecessor()));
    lines.put("successor", id(key.successor()));
    Long overlap = key.overlapFromFirstUseSeconds();
    if (overlap != null) {
      lines.put(
          "overlap",
          "begins at its first use: %s more for the predecessor".formatted(length(overlap)));
    }
    return lines.entrySet().stream()
        .map(line -> "%-12s %s".formatted(line.getKey(), line.getValue()))
        .collect(joining("\n"));
  }

  /** The key, to stand within a sentence. */
  public static String named(KeyView key) {
    return "key %s ('%s' of %s)".formatted(key.id(), key.name(), owner(key.owner()));
  }

  static String owner(OwnerView owner) {
    return PrintableText.of(owner.username()) + "@" + owner.accountNumber();
  }

  /** When it ends, and whether that can become later. */
  static String end(KeyView key) {
    String end = time(key.expiresAt(), "never");
    return renewalTtl(key).map(ttl -> end + " (ttl " + ttl + ")").orElse(end);
  }

  static String time(@Nullable Instant instant, String ifNone) {
    return instant == null ? ifNone : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String day(@Nullable Instant instant, String ifNone) {
    return instant == null ? ifNone : instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String stateOf(KeyView key) {
    boolean isSaid = key.active() || key.state() == EffectiveState.INACTIVE;
    return isSaid ? key.state().word() : key.state().word() + ", inactive";
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

  /** What a use renews the key by; empty if its end is fixed. */
  private static Optional<String> renewalTtl(KeyView key) {
    return Optional.ofNullable(key.ttlSeconds()).filter(it -> key.renewable()).map(KeyText::length);
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.Health;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.UsageReport;
import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.EffectiveState;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What things look like in JSON; each is a schema of the OpenAPI document. */
final class Shapes {
  private Shapes() {}

  static Map<String, @Nullable Object> key(KeyWithState stated) {
    AuthToken key = stated.key();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", key.id().toString());
    json.put("name", key.name());
    json.put("description", key.description());
    json.put("owner", owner(key.owner()));
    json.put("state", stated.state().word());
    json.put("active", key.active());
    json.put("scopes", List.copyOf(key.scopes()));
    json.put("networks", key.networks().stream().map(Network::toString).toList());
    json.put("tags", List.copyOf(key.tags()));
    json.put("prefix", key.prefix());
    json.put("createdAt", key.createdAt().toString());
    json.put("updatedAt", key.updatedAt().toString());
    json.put("expiresAt", text(key.expiresAt()));
    json.put("effectiveExpiresAt", text(stated.effectiveEnd()));
    json.put("ttlSeconds", seconds(key.ttl()));
    json.put("renewable", key.renewable() && !key.lineage().ending());
    json.put("lastUsedAt", text(key.lastUsedAt()));
    json.put("family", key.family().toString());
    json.put("predecessor", text(key.lineage().predecessorId()));
    json.put("successor", text(key.lineage().successorId()));
    json.put("overlapFromFirstUseSeconds", seconds(key.lineage().overlapFromFirstUse()));
    json.put("version", key.version());
    return json;
  }

  /** The one showing of a token. */
  static Map<String, @Nullable Object> created(Created created, KeyWithState key) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("key", key(key));
    json.put("token", created.token().reveal());
    return json;
  }

  static Map<String, Object> owner(Owner owner) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accountNumber", owner.accountNumber());
    json.put("username", owner.username());
    return json;
  }

  static Map<String, Object> account(Account account) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accountNumber", account.accountNumber());
    json.put("name", account.name());
    json.put("active", account.active());
    return json;
  }

  static Map<String, Object> user(User user) {
    Map<String, Object> json = owner(user.owner());
    json.put("email", user.email());
    json.put("active", user.active());
    json.put("staff", user.staff());
    json.put("hasPassword", user.passwordHashOrNull() != null);
    return json;
  }

  static Map<String, Object> deletion(OwnerDeletion deleted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("users", deleted.users());
    json.put("keys", deleted.keys());
    json.put("resources", deleted.resources());
    return json;
  }

  static Map<String, Object> resource(Resource resource) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", resource.id().type());
    json.put("name", resource.id().name());
    json.put("accountNumber", resource.accountNumber());
    json.put(
        "keyFamilies",
        new TreeSet<>(resource.boundFamilies()).stream().map(UUID::toString).toList());
    return json;
  }

  static Map<String, Object> event(AuditEntry entry) {
    AuditRecord record = entry.record();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sequence", entry.sequence());
    json.put("at", record.at().toString());
    json.put("action", record.action());
    json.put("subject", record.subject());
    json.put("actor", record.actor());
    json.put("origin", record.origin());
    json.put("reason", record.reason());
    json.put("before", parts(record.before()));
    json.put("after", parts(record.after()));
    json.put("hash", entry.hash());
    return json;
  }

  /** One {@code name=value} a line, as an object. */
  private static Map<String, String> parts(String lines) {
    Map<String, String> parts = new TreeMap<>();
    lines
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              parts.put(line.substring(0, equals), line.substring(equals + 1));
            });
    return parts;
  }

  static Map<String, Object> summary(KeySummary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", summary.total());
    for (EffectiveState state : EffectiveState.values()) {
      json.put(member(state), summary.in(state));
    }
    json.put("expiringSoon", summary.expiringSoon());
    json.put("neverUsed", summary.neverUsed());
    json.put("overAge", summary.overAge());
    return json;
  }

  private static String member(EffectiveState state) {
    return switch (state) {
      case ACTIVE, INACTIVE, EXPIRED -> state.word();
      case OVER_AGE -> "overAgeDenied";
      case OWNER_INACTIVE -> "ownerInactive";
      case ACCOUNT_INACTIVE -> "accountInactive";
    };
  }

  static Map<String, Object> usage(UsageReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("granted", report.granted());
    json.put("refused", report.refused());
    json.put("slices", report.slices().stream().map(Shapes::slice).toList());
    json.put("refusals", report.refusals().stream().map(Shapes::refusals).toList());
    return json;
  }

  private static Map<String, Object> slice(UsageReport.Slice slice) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("start", slice.start().toString());
    json.put("granted", slice.granted());
    json.put("refused", slice.refused());
    return json;
  }

  private static Map<String, Object> refusals(UsageReport.Refusals refusals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", refusals.reason());
    json.put("requests", refusals.requests());
    return json;
  }

  static Map<String, Object> health(Health health) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rememberedTokens", health.rememberedTokens());
    json.put("waitingProofs", health.waitingProofs());
    json.put("pendingLastUses", health.pendingLastUses());
    return json;
  }

  /** Returns one page of a list. */
  static <T> Map<String, Object> page(Page<T> page, Query query, Function<T, ?> shape) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", page.items().stream().map(shape).toList());
    json.put("page", query.page());
    json.put("size", query.size());
    json.put("total", page.total());
    return json;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return Optional.ofNullable(duration).map(Duration::toSeconds).orElse(null);
  }
}

package dev.sallyport.internal.change;

import static java.util.stream.Collectors.joining;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State of an object before and after a change, as text for the audit log: one {@code name=value}
 * per line, sorted; only the differences if both exist. Values have no line breaks and are not
 * confidential.
 */
public record AuditText(String before, String after) {
  /** Returns the text for a change of a key. */
  public static AuditText of(@Nullable ApiKey before, @Nullable ApiKey after) {
    return of(parts(before), parts(after));
  }

  /** Returns the text for a change of an account. */
  public static AuditText of(@Nullable Account before, @Nullable Account after) {
    return of(parts(before), parts(after));
  }

  /** Returns the text for a change of a user. */
  public static AuditText of(@Nullable User before, @Nullable User after) {
    Map<String, String> was = parts(before);
    Map<String, String> is = parts(after);
    if (before != null
        && after != null
        && !Objects.equals(before.passwordHash(), after.passwordHash())) {
      was.put("password", before.passwordHash() == null ? "none" : "one");
      is.put("password", after.passwordHash() == null ? "none" : "another");
    }
    return of(was, is);
  }

  private static AuditText of(Map<String, String> before, Map<String, String> after) {
    return new AuditText(lines(before, after), lines(after, before));
  }

  private static String lines(Map<String, String> these, Map<String, String> others) {
    return these.entrySet().stream()
        .filter(part -> !part.getValue().equals(others.get(part.getKey())))
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(joining("\n"));
  }

  private static Map<String, String> parts(@Nullable ApiKey key) {
    Map<String, String> parts = new TreeMap<>();
    if (key != null) {
      parts.put("owner", key.owner().toString());
      parts.put("name", key.name());
      parts.put("description", key.description());
      parts.put("scopes", String.join(" ", key.scopes()));
      parts.put("networks", key.networks().stream().map(Network::toString).collect(joining(" ")));
      parts.put("tags", String.join(" ", key.tags()));
      parts.put("active", String.valueOf(key.active()));
      parts.put("createdAt", key.createdAt().toString());
      parts.put("expiresAt", text(key.expiresAt(), "never"));
      parts.put("ttl", text(key.ttl(), "none"));
      parts.put("renewable", String.valueOf(key.renewable() && !key.rotation().expiryFixed()));
      parts.put("prefix", key.prefix());
      parts.put("predecessor", text(key.rotation().predecessorId(), "none"));
      parts.put("successor", text(key.rotation().successorId(), "none"));
      parts.put("overlapFromFirstUse", text(key.rotation().overlapFromFirstUse(), "none"));
    }
    return parts;
  }

  private static Map<String, String> parts(@Nullable Account account) {
    Map<String, String> parts = new TreeMap<>();
    if (account != null) {
      parts.put("name", account.name());
      parts.put("active", String.valueOf(account.active()));
    }
    return parts;
  }

  private static Map<String, String> parts(@Nullable User user) {
    Map<String, String> parts = new TreeMap<>();
    if (user != null) {
      parts.put("account", user.owner().accountId());
      parts.put("kind", user.kind().word());
      parts.put("email", user.email());
      parts.put("active", String.valueOf(user.active()));
      parts.put("staff", String.valueOf(user.staff()));
    }
    return parts;
  }

  private static String text(@Nullable Object value, String ifNone) {
    return value == null ? ifNone : value.toString();
  }
}

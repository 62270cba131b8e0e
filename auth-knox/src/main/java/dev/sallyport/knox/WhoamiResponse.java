package dev.sallyport.knox;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.knox.KnoxSettings.Environment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Response body of {@link WhoamiServlet}, in the format of Smarter's API. */
final class WhoamiResponse {
  private WhoamiResponse() {}

  static Map<String, Object> body(ApiKey key, OwnerProfile owner, Environment environment) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("user", user(owner));
    data.put("account", account(owner));
    data.put("environment", environment.name().toLowerCase(Locale.ROOT));
    data.put("apiKey", apiKey(key));

    Map<String, Object> body = new LinkedHashMap<>();
    body.put("data", data);
    body.put("message", "Authenticated with an API key.");
    body.put("api", "smarter.sh/v1");
    body.put("metadata", Map.of("command", "whoami"));
    return body;
  }

  private static Map<String, Object> user(OwnerProfile owner) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("username", owner.owner().userId());
    user.put("email", owner.email());
    user.put("isStaff", owner.status().staff());
    user.put("isActive", owner.status().userActive());
    return user;
  }

  private static Map<String, Object> account(OwnerProfile owner) {
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("accountNumber", owner.owner().accountId());
    account.put("name", owner.accountName());
    account.put("isActive", owner.status().accountActive());
    return account;
  }

  private static Map<String, @Nullable Object> apiKey(ApiKey key) {
    Map<String, @Nullable Object> apiKey = new LinkedHashMap<>();
    apiKey.put("id", key.id().toString());
    apiKey.put("name", key.name());
    apiKey.put("description", key.description());
    apiKey.put("createdAt", iso(key.createdAt()));
    apiKey.put("expiresAt", iso(key.expiresAt()));
    apiKey.put("lastUsedAt", iso(key.lastUsedAt()));
    apiKey.put("scopes", List.copyOf(key.scopes()));
    return apiKey;
  }

  private static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}

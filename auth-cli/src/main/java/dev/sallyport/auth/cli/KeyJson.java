package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Secret;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Keys as JSON: everything but lookup and digest. */
final class KeyJson {
  private KeyJson() {}

  static ObjectNode of(AuthToken key, Instant now) {
    return withId(key, Json.MAPPER.createObjectNode(), now);
  }

  /** A new key with its token, this once. */
  static ObjectNode ofNew(AuthToken key, Secret token, Instant now) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", key.id().toString()).put("token", token.reveal());
    return withId(key, node, now);
  }

  static ObjectNode ofPage(Page<AuthToken> page, KeySearch search, Instant now) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode keys = node.putArray("keys");
    page.items().forEach(key -> keys.add(of(key, now)));
    return node.put("page", search.page() + 1)
        .put("size", search.size())
        .put("total", page.total());
  }

  private static ObjectNode withId(AuthToken key, ObjectNode node, Instant now) {
    node.put("id", key.id().toString());
    node.put("name", key.name());
    node.put("description", key.description());
    node.put("accountNumber", key.owner().accountNumber());
    node.put("username", key.owner().username());
    node.put("state", KeyState.at(now, key).word());
    node.put("active", key.active());
    put(node, "scopes", key.scopes());
    put(node, "networks", key.networks().stream().map(Network::toString).toList());
    put(node, "tags", key.tags());
    put(node, "createdAt", key.createdAt());
    put(node, "updatedAt", key.updatedAt());
    put(node, "expiresAt", key.expiresAt());
    put(node, "ttl", key.renewable() ? key.ttl() : null);
    put(node, "lastUsedAt", key.lastUsedAt());
    put(node, "family", key.family());
    put(node, "predecessorId", key.lineage().predecessorId());
    put(node, "successorId", key.lineage().successorId());
    put(node, "overlapFromFirstUse", key.lineage().overlapFromFirstUse());
    return node;
  }

  private static void put(ObjectNode node, String name, Collection<String> words) {
    ArrayNode array = node.putArray(name);
    words.forEach(array::add);
  }

  /** Instants and lengths of time in ISO 8601, ids; null where there is none. */
  private static void put(ObjectNode node, String name, @Nullable Object value) {
    node.put(name, value == null ? null : value.toString());
  }
}

package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.EffectiveState;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Secret;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Keys as JSON: everything but lookup and digest. */
final class KeyJson {
  private KeyJson() {}

  static ObjectNode of(KeyWithState key) {
    return withId(key, Json.MAPPER.createObjectNode());
  }

  /** A new key, which is active, with its token, this once. */
  static ObjectNode ofNew(AuthToken key, Secret token) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", key.id().toString()).put("token", token.reveal());
    return withId(new KeyWithState(key, EffectiveState.ACTIVE, key.expiresAt()), node);
  }

  static ObjectNode ofPage(Page<KeyWithState> page, KeySearch search) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode keys = node.putArray("keys");
    page.items().forEach(key -> keys.add(of(key)));
    return node.put("page", search.page() + 1)
        .put("size", search.size())
        .put("total", page.total());
  }

  private static ObjectNode withId(KeyWithState stated, ObjectNode node) {
    AuthToken key = stated.key();
    node.put("id", key.id().toString());
    node.put("name", key.name());
    node.put("description", key.description());
    node.put("accountNumber", key.owner().accountNumber());
    node.put("username", key.owner().username());
    node.put("state", stated.state().word());
    node.put("active", key.active());
    put(node, "scopes", key.scopes());
    put(node, "networks", key.networks().stream().map(Network::toString).toList());
    put(node, "tags", key.tags());
    put(node, "createdAt", key.createdAt());
    put(node, "updatedAt", key.updatedAt());
    put(node, "expiresAt", key.expiresAt());
    put(node, "effectiveExpiresAt", stated.effectiveEnd());
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

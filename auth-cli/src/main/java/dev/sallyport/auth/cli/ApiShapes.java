package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.EffectiveState;
import dev.sallyport.auth.token.Lineage;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the management API shows. Members it does not know are passed over, as a newer server
 * may have more.
 *
 * <p>All methods throw an {@link IllegalArgumentException} or a {@link java.time.DateTimeException}
 * for what is not of its form.
 */
final class ApiShapes {
  private ApiShapes() {}

  /** A key, with a hyphen for lookup and digest, which no server tells. */
  static AuthToken key(JsonNode json) {
    UUID id = UUID.fromString(text(json, "id"));
    Instant created = instant(text(json, "createdAt"));
    UUID family = UUID.fromString(text(json, "family"));
    JsonNode ttl = json.path("ttlSeconds");
    boolean isRenewable = json.path("renewable").asBoolean();
    Lineage lineage =
        new Lineage(
            family.equals(id) ? null : family,
            id(json, "predecessor"),
            id(json, "successor"),
            seconds(json.path("overlapFromFirstUseSeconds")),
            false);
    return AuthToken.builder(id, "-", "-", owner(json.path("owner")), text(json, "name"), created)
        .description(text(json, "description"))
        .scopes(texts(json, "scopes"))
        .networks(texts(json, "networks").stream().map(Network::parse).toList())
        .tags(texts(json, "tags"))
        .prefix(text(json, "prefix"))
        .active(json.path("active").asBoolean())
        .updatedAt(instant(text(json, "updatedAt")))
        .expiresAt(instantIfAny(json, "expiresAt"))
        .ttl(seconds(ttl))
        .renewable(isRenewable)
        .lastUsedAt(instantIfAny(json, "lastUsedAt"))
        .lineage(lineage)
        .version(json.path("version").asLong())
        .build();
  }

  /** A key with its effective state, as the server judges it. */
  static KeyWithState keyWithState(JsonNode json) {
    EffectiveState state =
        EffectiveState.of(text(json, "state"))
            .orElseThrow(() -> new IllegalArgumentException("state is none that is known"));
    return new KeyWithState(key(json), state, instantIfAny(json, "effectiveExpiresAt"));
  }

  /** A new key and its token. */
  static Created created(JsonNode json) {
    return new Created(key(json.path("key")), TokenInput.requireToken(text(json, "token")));
  }

  static Account account(JsonNode json) {
    return new Account(
        text(json, "accountNumber"), text(json, "name"), json.path("active").asBoolean());
  }

  static User user(JsonNode json) {
    boolean isActive = json.path("active").asBoolean();
    return new User(
        owner(json), text(json, "email"), isActive, json.path("staff").asBoolean(), null);
  }

  static OwnerDeletion deletion(JsonNode json) {
    return new OwnerDeletion(
        json.path("users").asInt(), json.path("keys").asInt(), json.path("resources").asInt());
  }

  static Resource resource(JsonNode json) {
    return new Resource(
        new ResourceId(text(json, "type"), text(json, "name")),
        text(json, "accountNumber"),
        texts(json, "keyFamilies").stream().map(UUID::fromString).collect(Collectors.toSet()));
  }

  /** An entry of the audit log, without the hash of the one before. */
  static AuditEntry event(JsonNode json) {
    AuditRecord record =
        new AuditRecord(
            instant(text(json, "at")),
            text(json, "action"),
            text(json, "subject"),
            text(json, "actor"),
            text(json, "origin"),
            text(json, "reason"),
            lines(json.path("before")),
            lines(json.path("after")));
    return new AuditEntry(json.path("sequence").asLong(), record, "", text(json, "hash"));
  }

  static <T> Page<T> page(JsonNode json, Function<JsonNode, T> shape) {
    return new Page<>(items(json, shape), json.path("total").asLong());
  }

  static <T> List<T> items(JsonNode json, Function<JsonNode, T> shape) {
    if (!json.path("items").isArray()) {
      throw new IllegalArgumentException("items is no array");
    }
    List<T> items = new ArrayList<>();
    json.path("items").forEach(item -> items.add(shape.apply(item)));
    return items;
  }

  private static Owner owner(JsonNode json) {
    return new Owner(text(json, "accountNumber"), text(json, "username"));
  }

  private static String lines(JsonNode parts) {
    return parts.properties().stream()
        .map(part -> part.getKey() + "=" + part.getValue().asText())
        .collect(Collectors.joining("\n"));
  }

  private static String text(JsonNode json, String name) {
    JsonNode member = json.path(name);
    if (!member.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return member.textValue();
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static @Nullable UUID id(JsonNode json, String name) {
    return json.path(name).isTextual() ? UUID.fromString(text(json, name)) : null;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static @Nullable Instant instantIfAny(JsonNode json, String name) {
    return json.path(name).isTextual() ? instant(text(json, name)) : null;
  }

  private static @Nullable Duration seconds(JsonNode json) {
    return Optional.of(json)
        .filter(JsonNode::isIntegralNumber)
        .map(it -> Duration.ofSeconds(it.longValue()))
        .orElse(null);
  }
}

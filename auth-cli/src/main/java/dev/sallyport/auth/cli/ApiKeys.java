package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.Lifetime;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Durations;
import dev.sallyport.auth.token.Network;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keys behind the management API. */
record ApiKeys(ApiClient client) implements Keys {
  private static final String KEYS = "keys";

  /** Problems for which there are words of our own, the same as where the database is asked. */
  private static final Map<String, Reason> REASONS =
      Map.of(
          "owner-unknown", Reason.OWNER_UNKNOWN,
          "owner-inactive", Reason.OWNER_INACTIVE,
          "owner-not-staff", Reason.OWNER_NOT_STAFF,
          "expiry-in-the-past", Reason.EXPIRY_IN_THE_PAST,
          "expiry-beyond-maximum", Reason.EXPIRY_BEYOND_MAXIMUM,
          "too-many-keys", Reason.LIMIT_REACHED,
          "inactive-key", Reason.KEY_INACTIVE,
          "expired-key", Reason.KEY_EXPIRED,
          "rotated-key", Reason.KEY_ROTATED);

  @Override
  public Page<KeyWithState> list(KeySearch search) {
    return client
        .get(search.parameters(), KEYS)
        .read(json -> ApiShapes.page(json, ApiShapes::keyWithState));
  }

  @Override
  public Optional<KeyWithState> find(UUID id) {
    return client.get(KEYS, id.toString()).readIfAny(ApiShapes::keyWithState);
  }

  @Override
  public CreateResult create(NewKey wanted) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("name", wanted.name()).put("description", wanted.description());
    body.putObject("owner")
        .put("accountNumber", wanted.owner().accountNumber())
        .put("username", wanted.owner().username());
    put(body, "scopes", wanted.scopes());
    put(body, "networks", wanted.networks().stream().map(Network::toString).toList());
    put(body, "tags", wanted.tags());
    put(body, wanted.lifetime());
    return result(client.post(body, KEYS));
  }

  private static void put(ObjectNode body, String name, Collection<String> texts) {
    ArrayNode array = body.putArray(name);
    texts.forEach(array::add);
  }

  private static void put(ObjectNode body, Lifetime life) {
    if (life instanceof Lifetime.For length) {
      body.put(length.renewable() ? "ttl" : "expiresIn", Durations.format(length.ttl()));
    } else if (life instanceof Lifetime.Until end) {
      body.put("expiresAt", end.expiresAt().toString());
    } else if (life instanceof Lifetime.Endless) {
      body.putNull("expiresAt");
    }
  }

  @Override
  public Optional<CreateResult> rotate(UUID id, Rotation how) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("overlap", Durations.format(how.overlap())).put("fromFirstUse", how.fromFirstUse());
    ApiReply reply = client.post(body, KEYS, id.toString(), "rotate");
    return reply.isAbsent() ? Optional.empty() : Optional.of(result(reply));
  }

  /** Which of two ends was too early for the server is not known, and would not help. */
  private static CreateResult result(ApiReply reply) {
    Reason reason = REASONS.get(reply.problem());
    boolean isOfTheWish = reply.status() == 409 || reply.status() == 422;
    return reason != null && isOfTheWish ? new Refused(reason) : reply.read(ApiShapes::created);
  }

  @Override
  public Optional<AuthToken> change(UUID id, Alteration alteration) {
    return reply(id.toString(), alteration).readIfAny(ApiShapes::key);
  }

  private ApiReply reply(String id, Alteration alteration) {
    ObjectNode edit = Json.MAPPER.createObjectNode();
    if (alteration instanceof Alteration.Rename rename) {
      return client.patch(edit.put("name", rename.name()), KEYS, id);
    }
    if (alteration instanceof Alteration.Describe describe) {
      return client.patch(edit.put("description", describe.description()), KEYS, id);
    }
    String verb = ((Alteration.Switch) alteration).name().toLowerCase(Locale.ROOT);
    return client.post(KEYS, id, verb);
  }

  @Override
  public Optional<AuthToken> delete(UUID id) {
    Optional<AuthToken> key = find(id).map(KeyWithState::key);
    if (key.isEmpty()) {
      return key;
    }
    ApiReply reply = client.delete(KEYS, id.toString());
    if (reply.isAbsent()) {
      return Optional.empty();
    }
    reply.requireDone();
    return key;
  }

  @Override
  public int purge(Duration age, Progress progress) {
    return new ApiPurge(client, this, age).run(progress);
  }

  /** Deletes several keys; answers those that are gone now. */
  static int deleted(JsonNode json) {
    if (!json.path("changed").isArray()) {
      throw new IllegalArgumentException("changed is no array");
    }
    return json.path("changed").size();
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.BulkResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.KeyEdit;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.Lifetime;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Network;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the API does with keys. */
final class KeyRoutes {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
  private static final Set<String> EDITABLE =
      Set.of(
          "name",
          "description",
          "scopes",
          "networks",
          "tags",
          "active",
          "expiresAt",
          "expiresIn",
          "ttl");
  private static final List<String> LIFETIMES = List.of("ttl", "expiresIn", "expiresAt");

  private KeyRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/keys", KeyRoutes::list),
        Route.post("/keys", KeyRoutes::create),
        Route.post("/keys/bulk", KeyRoutes::bulk),
        Route.get("/keys/{id}", KeyRoutes::show),
        Route.patch("/keys/{id}", KeyRoutes::edit),
        Route.delete("/keys/{id}", KeyRoutes::delete),
        Route.post("/keys/{id}/activate", call -> switched(call, KeyDesk::activate)),
        Route.post("/keys/{id}/deactivate", call -> switched(call, KeyDesk::deactivate)),
        Route.post("/keys/{id}/toggle", call -> switched(call, KeyDesk::toggle)),
        Route.post("/keys/{id}/rotate", KeyRoutes::rotate));
  }

  private static Reply list(Call call) {
    Query query = call.query(KeyListing.PARAMETERS);
    TokenQuery wanted = KeyListing.query(query, call.keys());
    Page<KeyWithState> page = call.keys().listWithStates(wanted);
    return Reply.ok(Shapes.page(page, query, Shapes::key))
        .with("Link", call.links(query, page.total()));
  }

  private static Reply show(Call call) {
    call.query(Set.of());
    return Reply.of(Result.of(call.id().flatMap(call.keys()::find)), key -> shown(call, key));
  }

  private static Reply create(Call call) throws IOException {
    Body body =
        call.body(
            Set.of(
                "name",
                "owner",
                "description",
                "scopes",
                "networks",
                "tags",
                "expiresAt",
                "expiresIn",
                "ttl"));
    NewKey wanted =
        NewKey.of(owner(body, call), body.requiredText("name"))
            .description(body.text("description").orElse(""))
            .scopes(body.texts("scopes").orElse(List.of()))
            .networks(networks(body.texts("networks").orElse(List.of())))
            .tags(body.texts("tags").orElse(List.of()))
            .lifetime(lifetime(body).orElseGet(Lifetime.ByDefault::new));
    return Reply.of(call.keys().create(wanted), created -> created(call, created));
  }

  private static Owner owner(Body body, Call call) {
    if (!body.has("owner")) {
      return call.who().owner();
    }
    Body owner = body.object("owner", Set.of("accountNumber", "username"));
    return new Owner(owner.requiredText("accountNumber"), owner.requiredText("username"));
  }

  private static Reply edit(Call call) throws IOException {
    Body body = call.patch(EDITABLE);
    if (call.condition() instanceof Call.Condition.None) {
      return Reply.of(ApiProblem.PRECONDITION_REQUIRED);
    }
    KeyEdit edit = edit(body);
    return Reply.of(
        onKey(call, (id, version) -> call.keys().edit(id, version, edit)), key -> shown(call, key));
  }

  /** RFC 7396: null takes away what may be away. */
  private static KeyEdit edit(Body body) {
    return new KeyEdit(
        body.text("name").orElse(null),
        body.isNull("description") ? "" : body.text("description").orElse(null),
        textsOrNone(body, "scopes").orElse(null),
        textsOrNone(body, "networks").map(KeyRoutes::networks).orElse(null),
        textsOrNone(body, "tags").orElse(null),
        body.flag("active").orElse(null),
        lifetime(body).orElse(null));
  }

  private static Optional<List<String>> textsOrNone(Body body, String name) {
    return body.isNull(name) ? Optional.of(List.of()) : body.texts(name);
  }

  private static Optional<Lifetime> lifetime(Body body) {
    if (LIFETIMES.stream().filter(body::has).count() > 1) {
      throw NotAccepted.because("A key has one of ttl, expiresIn and expiresAt.");
    }
    if (LIFETIMES.stream().anyMatch(body::isNull)) {
      return Optional.of(new Lifetime.Endless());
    }
    return body.duration("ttl")
        .<Lifetime>map(Lifetime.For::new)
        .or(() -> body.duration("expiresIn").map(length -> new Lifetime.For(length, false)))
        .or(() -> body.instant("expiresAt").map(Lifetime.Until::new));
  }

  private static List<Network> networks(List<String> texts) {
    return texts.stream()
        .map(
            text -> {
              try {
                return Network.parse(text);
              } catch (IllegalArgumentException e) {
                throw NotAccepted.because(
                    "Each of networks must be an IP address or a network such as 10.0.0.0/8.");
              }
            })
        .toList();
  }

  private static Reply delete(Call call) {
    return Reply.of(onKey(call, call.keys()::delete), key -> Reply.noContent());
  }

  /** Something that a desk does to a key of some version. */
  @FunctionalInterface
  private interface Switching {
    Result<AuthToken> apply(KeyDesk desk, UUID id, OptionalLong version);
  }

  private static Reply switched(Call call, Switching switching) throws IOException {
    call.bodyIfAny(Set.of());
    return Reply.of(
        onKey(call, (id, version) -> switching.apply(call.keys(), id, version)),
        key -> shown(call, key));
  }

  private static Reply rotate(Call call) throws IOException {
    Body body = call.bodyIfAny(Set.of("overlap", "fromFirstUse"));
    Rotation how =
        new Rotation(
            body.duration("overlap").orElse(DEFAULT_OVERLAP),
            body.flag("fromFirstUse").orElse(false));
    return Reply.of(
        onKey(call, (id, version) -> call.keys().rotate(id, version, how)),
        created -> created(call, created));
  }

  private static <T> Result<T> onKey(Call call, BiFunction<UUID, OptionalLong, Result<T>> work) {
    Optional<UUID> id = call.id();
    return id.isEmpty()
        ? Result.declined(Refusal.ABSENT)
        : call.conditionally(version -> work.apply(id.get(), version));
  }

  private static Reply bulk(Call call) throws IOException {
    Body body = call.body(Set.of("action", "ids"));
    BulkAction action =
        switch (body.requiredText("action")) {
          case "activate" -> BulkAction.ACTIVATE;
          case "deactivate" -> BulkAction.DEACTIVATE;
          case "delete" -> BulkAction.DELETE;
          default ->
              throw NotAccepted.because(
                  "The member action must be activate, deactivate or delete.");
        };
    List<UUID> ids = body.ids("ids").orElse(List.of());
    if (ids.isEmpty()) {
      throw NotAccepted.because("The member ids must name at least one key.");
    }
    return Reply.ok(bulk(call.keys().bulk(action, ids), call));
  }

  private static Map<String, Object> bulk(BulkResult result, Call call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("changed", shapes(call, result.changed()));
    json.put("unchanged", shapes(call, result.unchanged()));
    json.put("absent", result.absent().stream().map(UUID::toString).toList());
    return json;
  }

  private static List<Map<String, @Nullable Object>> shapes(Call call, List<AuthToken> keys) {
    return call.keys().withStates(keys).stream().map(Shapes::key).toList();
  }

  private static Reply created(Call call, Created created) {
    String location = call.url("keys", created.key().id().toString());
    return Reply.created(location, Shapes.created(created, call.keys().withState(created.key())))
        .with("ETag", etag(created.key()));
  }

  private static Reply shown(Call call, AuthToken key) {
    return Reply.ok(Shapes.key(call.keys().withState(key))).with("ETag", etag(key));
  }

  private static String etag(AuthToken key) {
    return "\"" + key.version() + "\"";
  }
}

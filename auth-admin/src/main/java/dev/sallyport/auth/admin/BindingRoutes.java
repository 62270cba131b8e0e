package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the API does with resources and the keys that they require. */
final class BindingRoutes {
  private BindingRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/bindings", BindingRoutes::list),
        Route.post("/bindings", BindingRoutes::create),
        Route.get("/bindings/{type}/{name}", call -> onResource(call, call.bindings()::find)),
        Route.delete("/bindings/{type}/{name}", BindingRoutes::delete),
        Route.put("/bindings/{type}/{name}/keys/{id}", call -> onKey(call, call.bindings()::bind)),
        Route.delete(
            "/bindings/{type}/{name}/keys/{id}", call -> onKey(call, call.bindings()::unbind)),
        Route.get("/keys/{id}/bindings", BindingRoutes::ofKey));
  }

  private static Reply list(Call call) {
    Optional<String> account = call.query(Set.of("account")).text("account");
    account.ifPresent(Owner::requireAccountNumber);
    return Reply.of(
        call.bindings().ofAccount(account.orElse(call.who().owner().accountNumber())),
        BindingRoutes::listed);
  }

  private static Reply ofKey(Call call) {
    call.query(Set.of());
    return Reply.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key -> Reply.of(call.bindings().requiring(key), BindingRoutes::listed));
  }

  private static Reply listed(List<Resource> resources) {
    return Reply.ok(Map.of("items", resources.stream().map(Shapes::resource).toList()));
  }

  private static Reply create(Call call) throws IOException {
    Body body = call.body(Set.of("type", "name", "accountNumber"));
    ResourceId id = new ResourceId(body.requiredText("type"), body.requiredText("name"));
    String account = body.text("accountNumber").orElse(call.who().owner().accountNumber());
    Owner.requireAccountNumber(account);
    return Reply.of(
        call.bindings().create(account, id),
        made ->
            Reply.created(
                call.url("bindings", made.id().type(), made.id().name()), Shapes.resource(made)));
  }

  private static Reply delete(Call call) {
    return Reply.of(
        id(call).map(call.bindings()::delete).orElseGet(() -> Result.declined(Refusal.ABSENT)),
        gone -> Reply.noContent());
  }

  private static Reply onResource(Call call, Function<ResourceId, Result<Resource>> work) {
    call.query(Set.of());
    return shown(id(call).map(work));
  }

  private static Reply onKey(Call call, BiFunction<ResourceId, UUID, Result<Resource>> work)
      throws IOException {
    call.bodyIfAny(Set.of());
    return shown(id(call).flatMap(id -> call.id().map(key -> work.apply(id, key))));
  }

  private static Reply shown(Optional<Result<Resource>> result) {
    return Reply.of(
        result.orElseGet(() -> Result.declined(Refusal.ABSENT)),
        resource -> Reply.ok(Shapes.resource(resource)));
  }

  /** Empty if no resource can be called so. */
  private static Optional<ResourceId> id(Call call) {
    try {
      return Optional.of(new ResourceId(call.part("type"), call.part("name")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

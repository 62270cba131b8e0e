package dev.sallyport.auth.admin;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.auth.admin.api.CreateResourceBody;
import dev.sallyport.auth.admin.api.EmptyBody;
import dev.sallyport.auth.admin.api.ResourceListView;
import dev.sallyport.auth.admin.api.ResourceView;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

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
    Query query = call.query(Set.of("account", "type", "q", "page", "size"));
    Optional<String> account = query.text("account");
    account.ifPresent(Owner::requireAccountNumber);
    String wanted = account.orElse(call.who().owner().accountNumber());
    return Reply.of(
        call.bindings().page(wanted, filter(query), query.page() - 1, query.size()),
        page ->
            Reply.ok(query.page(page, ResourceView::of))
                .with("Link", call.links(query, page.total())));
  }

  private static Predicate<ResourceId> filter(Query query) {
    Optional<String> type = query.text("type");
    Optional<String> text = query.text("q").map(BindingRoutes::folded);
    return id ->
        type.map(id.type()::equals).orElse(true)
            && text.map(folded(id.name())::contains).orElse(true);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Reply ofKey(Call call) {
    call.query(Set.of());
    return Reply.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key -> Reply.of(call.bindings().requiring(key), BindingRoutes::listed));
  }

  private static Reply listed(List<Resource> resources) {
    return Reply.ok(new ResourceListView(resources.stream().map(ResourceView::of).toList()));
  }

  private static Reply create(Call call) throws IOException {
    CreateResourceBody body = call.body(CreateResourceBody.class);
    ResourceId id = new ResourceId(body.type(), body.name());
    String account = requireNonNullElse(body.accountNumber(), call.who().owner().accountNumber());
    Owner.requireAccountNumber(account);
    return Reply.of(
        call.bindings().create(account, id, requireNonNullElse(body.keyIds(), List.of())),
        made ->
            Reply.created(
                call.urlOf("name", made.id().name(), "bindings", made.id().type()),
                ResourceView.of(made)));
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
    call.bodyIfAny(EmptyBody.class);
    return shown(id(call).flatMap(id -> call.id().map(key -> work.apply(id, key))));
  }

  private static Reply shown(Optional<Result<Resource>> result) {
    return Reply.of(
        result.orElseGet(() -> Result.declined(Refusal.ABSENT)),
        resource -> Reply.ok(ResourceView.of(resource)));
  }

  /** Empty if no resource can be called so. */
  private static Optional<ResourceId> id(Call call) {
    try {
      return Optional.of(new ResourceId(call.part("type"), call.part("name")));
    } catch (OutOfBoundsException e) {
      return Optional.empty();
    }
  }
}

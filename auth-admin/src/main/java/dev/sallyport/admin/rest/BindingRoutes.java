package dev.sallyport.admin.rest;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.admin.api.ResourceListView;
import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.admin.api.body.CreateResourceBody;
import dev.sallyport.admin.api.body.EmptyBody;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Routes of resources and their bindings. */
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

  private static ApiResult list(ApiRequest call) {
    QueryParameters query = call.query(Set.of("account", "type", "q", "page", "size"));
    Optional<String> account = query.text("account");
    account.ifPresent(Owner::requireAccountId);
    String requested = account.orElse(call.administrator().owner().accountId());
    return ApiResult.of(
        call.bindings().page(requested, filter(query), query.page() - 1, query.size()),
        page ->
            ApiResult.ok(query.page(page, ResourceView::of))
                .with("Link", call.links(query, page, Long.MAX_VALUE)));
  }

  private static Predicate<ResourceId> filter(QueryParameters query) {
    Optional<String> type = query.text("type");
    Optional<String> text = query.text("q").map(BindingRoutes::folded);
    return id ->
        type.map(id.type()::equals).orElse(true)
            && text.map(folded(id.name())::contains).orElse(true);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static ApiResult ofKey(ApiRequest call) {
    call.query(Set.of());
    return ApiResult.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key -> ApiResult.of(call.bindings().requiring(key), BindingRoutes::listed));
  }

  private static ApiResult listed(List<Resource> resources) {
    return ApiResult.ok(new ResourceListView(resources.stream().map(ResourceView::of).toList()));
  }

  private static ApiResult create(ApiRequest call) throws IOException {
    CreateResourceBody body = call.body(CreateResourceBody.class);
    ResourceId id = new ResourceId(body.type(), body.name());
    String account = requireNonNullElse(body.accountId(), call.administrator().owner().accountId());
    Owner.requireAccountId(account);
    return ApiResult.of(
        call.bindings().create(account, id, requireNonNullElse(body.keyIds(), List.of())),
        created ->
            ApiResult.created(
                call.url("/bindings/{type}/{name}", created.id().type(), created.id().name()),
                ResourceView.of(created)));
  }

  private static ApiResult delete(ApiRequest call) {
    return ApiResult.of(
        id(call).map(call.bindings()::delete).orElseGet(() -> Result.declined(Denial.ABSENT)),
        deleted -> ApiResult.noContent());
  }

  private static ApiResult onResource(
      ApiRequest call, Function<ResourceId, Result<Resource>> work) {
    call.query(Set.of());
    return shown(id(call).map(work));
  }

  private static ApiResult onKey(
      ApiRequest call, BiFunction<ResourceId, UUID, Result<Resource>> work) throws IOException {
    call.bodyIfAny(EmptyBody.class);
    return shown(id(call).flatMap(id -> call.id().map(key -> work.apply(id, key))));
  }

  private static ApiResult shown(Optional<Result<Resource>> result) {
    return ApiResult.of(
        result.orElseGet(() -> Result.declined(Denial.ABSENT)),
        resource -> ApiResult.ok(ResourceView.of(resource)));
  }

  /** Returns the id of the resource; empty if the type or the name is invalid. */
  private static Optional<ResourceId> id(ApiRequest call) {
    try {
      return Optional.of(new ResourceId(call.part("type"), call.part("name")));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}

package dev.sallyport.admin.rest;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.admin.api.BulkResultView;
import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.NullOr;
import dev.sallyport.admin.api.body.BulkKeysBody;
import dev.sallyport.admin.api.body.CreateKeyBody;
import dev.sallyport.admin.api.body.EmptyBody;
import dev.sallyport.admin.api.body.FindKeyBody;
import dev.sallyport.admin.api.body.OwnerBody;
import dev.sallyport.admin.api.body.RotateKeyBody;
import dev.sallyport.admin.api.body.UpdateKeyBody;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.ApiProblem;
import dev.sallyport.admin.service.BadRequestException;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyQuery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routes of keys. */
final class KeyRoutes {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

  private KeyRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/keys", KeyRoutes::list),
        Route.post("/keys", KeyRoutes::create),
        Route.post("/keys/bulk", KeyRoutes::bulk),
        Route.readByPost("/keys/find", KeyRoutes::find),
        Route.get("/keys/{id}", KeyRoutes::show),
        Route.patch("/keys/{id}", KeyRoutes::edit),
        Route.delete("/keys/{id}", KeyRoutes::delete),
        Route.post("/keys/{id}/activate", call -> setActive(call, AdminKeyService::activate)),
        Route.post("/keys/{id}/deactivate", call -> setActive(call, AdminKeyService::deactivate)),
        Route.post("/keys/{id}/toggle", call -> setActive(call, AdminKeyService::toggle)),
        Route.post("/keys/{id}/rotate", KeyRoutes::rotate));
  }

  private static ApiResult list(ApiRequest call) {
    QueryParameters query = call.query(KeyListParameters.PARAMETERS);
    ApiKeyQuery requested = KeyListParameters.query(query, call.keys());
    Page<KeyWithState> page = call.keys().listWithStates(requested);
    return ApiResult.ok(query.page(page, KeyView::of))
        .with("Link", call.links(query, page, ApiKeyQuery.MAX_COUNTED));
  }

  private static ApiResult show(ApiRequest call) {
    call.query(Set.of());
    return ApiResult.of(Result.of(call.id().flatMap(call.keys()::find)), key -> shown(call, key));
  }

  private static ApiResult find(ApiRequest call) throws IOException {
    TokenLookupResult found = call.keys().findByToken(call.body(FindKeyBody.class).token());
    if (found instanceof TokenLookupResult.Throttled throttled) {
      Duration wait = throttled.retryAfter();
      return ApiResult.of(ApiProblem.tooManyAttempts(ThrottleMessage.ofSearch(wait)))
          .with("Retry-After", String.valueOf(ThrottleMessage.wait(wait).toSeconds()));
    }
    Optional<ApiKey> key =
        found instanceof TokenLookupResult.Found it
            ? call.keys().find(it.keyId())
            : Optional.empty();
    return ApiResult.of(Result.of(key), shown -> shown(call, shown));
  }

  private static ApiResult create(ApiRequest call) throws IOException {
    CreateKeyBody body = call.body(CreateKeyBody.class);
    CreateKeyRequest requested =
        CreateKeyRequest.of(owner(body.owner(), call), body.name())
            .description(requireNonNullElse(body.description(), ""))
            .scopes(requireNonNullElse(body.scopes(), List.of()))
            .networks(requireNonNullElse(body.networks(), List.of()))
            .tags(requireNonNullElse(body.tags(), List.of()))
            .lifetime(
                lifetime(body.ttl(), body.expiresIn(), body.expiresAt())
                    .orElseGet(Lifetime.ByDefault::new));
    return ApiResult.of(call.keys().create(requested), created -> created(call, created));
  }

  private static Owner owner(@Nullable OwnerBody owner, ApiRequest call) {
    Owner caller = call.administrator().owner();
    return owner == null
        ? caller
        : new Owner(requireNonNullElse(owner.accountId(), caller.accountId()), owner.userId());
  }

  private static ApiResult edit(ApiRequest call) throws IOException {
    UpdateKeyBody body = call.patch(UpdateKeyBody.class);
    if (call.condition() instanceof ApiRequest.Condition.None) {
      return ApiResult.of(ApiProblem.PRECONDITION_REQUIRED);
    }
    KeyUpdate edit = edit(body);
    return ApiResult.of(
        onKey(call, (id, version) -> call.keys().edit(id, version, edit)), key -> shown(call, key));
  }

  private static KeyUpdate edit(UpdateKeyBody body) {
    return new KeyUpdate(
        body.name(),
        orEmpty(body.description(), ""),
        orEmpty(body.scopes(), List.of()),
        orEmpty(body.networks(), List.of()),
        orEmpty(body.tags(), List.of()),
        body.active(),
        lifetime(body.ttl(), body.expiresIn(), body.expiresAt()).orElse(null));
  }

  /** Returns the empty value for null, which removes a property (RFC 7396). */
  private static <T> @Nullable T orEmpty(@Nullable NullOr<T> member, T empty) {
    return member == null ? null : requireNonNullElse(member.value(), empty);
  }

  private static Optional<Lifetime> lifetime(
      @Nullable NullOr<Duration> ttl,
      @Nullable NullOr<Duration> expiresIn,
      @Nullable NullOr<Instant> expiresAt) {
    List<Lifetime> given =
        Stream.of(
                lifetime(ttl, Lifetime.For::new),
                lifetime(expiresIn, length -> new Lifetime.For(length, false)),
                lifetime(expiresAt, Lifetime.Until::new))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() > 1) {
      throw BadRequestException.because("At most one of ttl, expiresIn and expiresAt is allowed.");
    }
    return given.stream().findFirst();
  }

  private static <T> Optional<Lifetime> lifetime(
      @Nullable NullOr<T> member, Function<T, Lifetime> lifetime) {
    if (member == null) {
      return Optional.empty();
    }
    T value = member.value();
    return Optional.of(value == null ? new Lifetime.Endless() : lifetime.apply(value));
  }

  private static ApiResult delete(ApiRequest call) {
    return ApiResult.of(onKey(call, call.keys()::delete), key -> ApiResult.noContent());
  }

  /** A change of the active state of a key. */
  @FunctionalInterface
  private interface Toggle {
    Result<ApiKey> apply(AdminKeyService service, UUID id, OptionalLong version);
  }

  private static ApiResult setActive(ApiRequest call, Toggle toggle) throws IOException {
    call.bodyIfAny(EmptyBody.class);
    return ApiResult.of(
        onKey(call, (id, version) -> toggle.apply(call.keys(), id, version)),
        key -> shown(call, key));
  }

  private static ApiResult rotate(ApiRequest call) throws IOException {
    RotateKeyBody body = call.bodyIfAny(RotateKeyBody.class);
    Duration overlap = requireNonNullElse(body.overlap(), DEFAULT_OVERLAP);
    Rotation rotation =
        requireNonNullElse(body.fromFirstUse(), false)
            ? Rotation.overlappingFromFirstUse(overlap)
            : Rotation.overlapping(overlap);
    return ApiResult.of(
        onKey(call, (id, version) -> call.keys().rotate(id, version, rotation)),
        created -> created(call, created));
  }

  private static <T> Result<T> onKey(
      ApiRequest call, BiFunction<UUID, OptionalLong, Result<T>> work) {
    Optional<UUID> id = call.id();
    return id.isEmpty()
        ? Result.declined(Denial.ABSENT)
        : call.conditionally(version -> work.apply(id.get(), version));
  }

  private static ApiResult bulk(ApiRequest call) throws IOException {
    BulkKeysBody body = call.body(BulkKeysBody.class);
    if (body.ids().isEmpty()) {
      throw BadRequestException.because("The property ids must name at least one key.");
    }
    BulkAction action =
        switch (body.action()) {
          case ACTIVATE -> BulkAction.ACTIVATE;
          case DEACTIVATE -> BulkAction.DEACTIVATE;
          case DELETE -> BulkAction.DELETE;
        };
    BulkResult result = call.keys().bulk(action, body.ids(), Map.of());
    return ApiResult.ok(
        new BulkResultView(
            views(call, result.changed()), views(call, result.unchanged()), result.absent()));
  }

  private static List<KeyView> views(ApiRequest call, List<ApiKey> keys) {
    return call.keys().withStates(keys).stream().map(KeyView::of).toList();
  }

  private static ApiResult created(ApiRequest call, Created created) {
    String location = call.url("/keys/{id}", created.key().id().toString());
    return ApiResult.created(
            location,
            new CreatedKeyView(KeyView.of(call.keys().withState(created.key())), created.token()))
        .with("ETag", etag(created.key()));
  }

  private static ApiResult shown(ApiRequest call, ApiKey key) {
    return ApiResult.ok(KeyView.of(call.keys().withState(key))).with("ETag", etag(key));
  }

  private static String etag(ApiKey key) {
    return "\"" + key.version() + "\"";
  }
}

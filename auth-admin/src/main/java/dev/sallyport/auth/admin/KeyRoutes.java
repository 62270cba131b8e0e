package dev.sallyport.auth.admin;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.auth.BulkAction;
import dev.sallyport.auth.BulkResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.KeyEdit;
import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.Lifetime;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.admin.api.BulkKeysBody;
import dev.sallyport.auth.admin.api.BulkResultView;
import dev.sallyport.auth.admin.api.CreateKeyBody;
import dev.sallyport.auth.admin.api.CreatedKeyView;
import dev.sallyport.auth.admin.api.EmptyBody;
import dev.sallyport.auth.admin.api.KeyView;
import dev.sallyport.auth.admin.api.NullOr;
import dev.sallyport.auth.admin.api.OwnerView;
import dev.sallyport.auth.admin.api.RotateKeyBody;
import dev.sallyport.auth.admin.api.UpdateKeyBody;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the API does with keys. */
final class KeyRoutes {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

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
    return Reply.ok(query.page(page, KeyView::of)).with("Link", call.links(query, page.total()));
  }

  private static Reply show(Call call) {
    call.query(Set.of());
    return Reply.of(Result.of(call.id().flatMap(call.keys()::find)), key -> shown(call, key));
  }

  private static Reply create(Call call) throws IOException {
    CreateKeyBody body = call.body(CreateKeyBody.class);
    NewKey wanted =
        NewKey.of(owner(body.owner(), call), body.name())
            .description(requireNonNullElse(body.description(), ""))
            .scopes(requireNonNullElse(body.scopes(), List.of()))
            .networks(requireNonNullElse(body.networks(), List.of()))
            .tags(requireNonNullElse(body.tags(), List.of()))
            .lifetime(
                lifetime(body.ttl(), body.expiresIn(), body.expiresAt())
                    .orElseGet(Lifetime.ByDefault::new));
    return Reply.of(call.keys().create(wanted), created -> created(call, created));
  }

  private static Owner owner(@Nullable OwnerView owner, Call call) {
    return owner == null ? call.who().owner() : new Owner(owner.accountNumber(), owner.username());
  }

  private static Reply edit(Call call) throws IOException {
    UpdateKeyBody body = call.patch(UpdateKeyBody.class);
    if (call.condition() instanceof Call.Condition.None) {
      return Reply.of(ApiProblem.PRECONDITION_REQUIRED);
    }
    KeyEdit edit = edit(body);
    return Reply.of(
        onKey(call, (id, version) -> call.keys().edit(id, version, edit)), key -> shown(call, key));
  }

  private static KeyEdit edit(UpdateKeyBody body) {
    return new KeyEdit(
        body.name(),
        orEmpty(body.description(), ""),
        orEmpty(body.scopes(), List.of()),
        orEmpty(body.networks(), List.of()),
        orEmpty(body.tags(), List.of()),
        body.active(),
        lifetime(body.ttl(), body.expiresIn(), body.expiresAt()).orElse(null));
  }

  /** RFC 7396: null removes what may be absent. */
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
      throw NotAccepted.because("A key has one of ttl, expiresIn and expiresAt.");
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

  private static Reply delete(Call call) {
    return Reply.of(onKey(call, call.keys()::delete), key -> Reply.noContent());
  }

  /** Something that a desk does to a key of some version. */
  @FunctionalInterface
  private interface Switching {
    Result<AuthToken> apply(KeyDesk desk, UUID id, OptionalLong version);
  }

  private static Reply switched(Call call, Switching switching) throws IOException {
    call.bodyIfAny(EmptyBody.class);
    return Reply.of(
        onKey(call, (id, version) -> switching.apply(call.keys(), id, version)),
        key -> shown(call, key));
  }

  private static Reply rotate(Call call) throws IOException {
    RotateKeyBody body = call.bodyIfAny(RotateKeyBody.class);
    Rotation how =
        new Rotation(
            requireNonNullElse(body.overlap(), DEFAULT_OVERLAP),
            requireNonNullElse(body.fromFirstUse(), false));
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
    BulkKeysBody body = call.body(BulkKeysBody.class);
    if (body.ids().isEmpty()) {
      throw NotAccepted.because("The member ids must name at least one key.");
    }
    BulkAction action =
        switch (body.action()) {
          case ACTIVATE -> BulkAction.ACTIVATE;
          case DEACTIVATE -> BulkAction.DEACTIVATE;
          case DELETE -> BulkAction.DELETE;
        };
    BulkResult result = call.keys().bulk(action, body.ids());
    return Reply.ok(
        new BulkResultView(
            views(call, result.changed()), views(call, result.unchanged()), result.absent()));
  }

  private static List<KeyView> views(Call call, List<AuthToken> keys) {
    return call.keys().withStates(keys).stream().map(KeyView::of).toList();
  }

  private static Reply created(Call call, Created created) {
    String location = call.url("keys", created.key().id().toString());
    return Reply.created(
            location,
            new CreatedKeyView(KeyView.of(call.keys().withState(created.key())), created.token()))
        .with("ETag", etag(created.key()));
  }

  private static Reply shown(Call call, AuthToken key) {
    return Reply.ok(KeyView.of(call.keys().withState(key))).with("ETag", etag(key));
  }

  private static String etag(AuthToken key) {
    return "\"" + key.version() + "\"";
  }
}

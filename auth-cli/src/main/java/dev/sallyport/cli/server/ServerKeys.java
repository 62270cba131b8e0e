package dev.sallyport.cli.server;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.NullOr;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.body.CreateKeyBody;
import dev.sallyport.admin.api.body.FindKeyBody;
import dev.sallyport.admin.api.body.OwnerBody;
import dev.sallyport.admin.api.body.RotateKeyBody;
import dev.sallyport.admin.api.body.UpdateKeyBody;
import dev.sallyport.cli.client.CreationFailure;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.input.TokenInput;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Client for keys through the management API. */
record ServerKeys(ApiClient client) implements KeyClient {
  private static final String KEYS = "keys";

  /** Problem types that get the same error messages as on a database. */
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
  public PageView<KeyView> list(KeySearch search) {
    return client.get(search.parameters(), KEYS).readPage(KeyView.class);
  }

  @Override
  public Optional<KeyView> find(UUID id) {
    return client.get(KEYS, id.toString()).readIfAny(KeyView.class);
  }

  @Override
  public Optional<KeyView> findByToken(Secret token) {
    return client.post(new FindKeyBody(token), KEYS, "find").readIfAny(KeyView.class);
  }

  @Override
  public CreatedKeyView create(CreateKeyRequest request) {
    Times times = Times.of(request.lifetime());
    CreateKeyBody body =
        new CreateKeyBody(
            request.name(),
            request.description(),
            List.copyOf(request.scopes()),
            List.copyOf(request.networks()),
            List.copyOf(request.tags()),
            OwnerBody.of(request.owner()),
            times.expiresAt,
            times.ttl,
            times.expiresIn);
    return created(client.post(body, KEYS), request.owner());
  }

  private static UpdateKeyBody patch(KeyUpdate update) {
    Times times = Times.of(update.lifetime());
    return new UpdateKeyBody(
        update.name(),
        orAbsent(update.description()),
        orAbsent(copy(update.scopes())),
        orAbsent(copy(update.networks())),
        orAbsent(copy(update.tags())),
        update.active(),
        times.expiresAt,
        times.ttl,
        times.expiresIn);
  }

  private static <T> @Nullable NullOr<T> orAbsent(@Nullable T value) {
    return value == null ? null : new NullOr<>(value);
  }

  private static <T> @Nullable List<T> copy(@Nullable Collection<T> values) {
    return values == null ? null : List.copyOf(values);
  }

  /** Properties of bodies for a lifetime, of which at most one is present. */
  private record Times(
      @Nullable NullOr<Instant> expiresAt,
      @Nullable NullOr<Duration> ttl,
      @Nullable NullOr<Duration> expiresIn) {
    static Times of(@Nullable Lifetime lifetime) {
      if (lifetime instanceof Lifetime.For length) {
        NullOr<Duration> ttl = new NullOr<>(length.ttl());
        return length.renewable() ? new Times(null, ttl, null) : new Times(null, null, ttl);
      }
      if (lifetime instanceof Lifetime.Until end) {
        return new Times(new NullOr<>(end.expiresAt()), null, null);
      }
      boolean isEndless = lifetime instanceof Lifetime.Endless;
      return new Times(isEndless ? new NullOr<>(null) : null, null, null);
    }
  }

  @Override
  public Optional<CreatedKeyView> rotate(KeyView key, Rotation how) {
    RotateKeyBody body = new RotateKeyBody(how.overlap(), how.isFromFirstUse());
    ApiReply reply = client.post(body, KEYS, key.id().toString(), "rotate");
    Owner owner = new Owner(key.owner().accountId(), key.owner().userId());
    return reply.isAbsent() ? Optional.empty() : Optional.of(created(reply, owner));
  }

  private static CreatedKeyView created(ApiReply reply, Owner owner) {
    Reason reason = REASONS.get(reply.problem());
    if (reason != null && (reply.status() == 409 || reply.status() == 422)) {
      throw new DeniedException(CreationFailure.of(reason, owner));
    }
    return reply.read(
        CreatedKeyView.class, created -> TokenInput.requireToken(created.token().reveal()));
  }

  @Override
  public Optional<KeyView> change(UUID id, KeyChange change) {
    return reply(id.toString(), change).readIfAny(KeyView.class);
  }

  private ApiReply reply(String id, KeyChange change) {
    return change instanceof KeyChange.Edit edit
        ? client.patch(patch(edit.update()), KEYS, id)
        : client.post(KEYS, id, ((KeyChange.Switch) change).word());
  }

  @Override
  public Optional<KeyView> delete(UUID id) {
    Optional<KeyView> key = find(id);
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
  public int purge(Duration age, ProgressReporter progress) {
    return new ServerPurge(client, this, age).run(progress);
  }
}

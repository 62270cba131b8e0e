package dev.sallyport.cli.server;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.NullOr;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.body.CreateKeyBody;
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
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
  public CreatedKeyView create(CreateKeyRequest request) {
    NullOr<Instant> expiresAt = null;
    NullOr<Duration> ttl = null;
    NullOr<Duration> expiresIn = null;
    Lifetime lifetime = request.lifetime();
    if (lifetime instanceof Lifetime.For length && length.renewable()) {
      ttl = new NullOr<>(length.ttl());
    } else if (lifetime instanceof Lifetime.For length) {
      expiresIn = new NullOr<>(length.ttl());
    } else if (lifetime instanceof Lifetime.Until end) {
      expiresAt = new NullOr<>(end.expiresAt());
    } else if (lifetime instanceof Lifetime.Endless) {
      expiresAt = new NullOr<>(null);
    }
    CreateKeyBody body =
        new CreateKeyBody(
            request.name(),
            request.description(),
            List.copyOf(request.scopes()),
            List.copyOf(request.networks()),
            List.copyOf(request.tags()),
            OwnerBody.of(request.owner()),
            expiresAt,
            ttl,
            expiresIn);
    return created(client.post(body, KEYS), request.owner());
  }

  @Override
  public Optional<CreatedKeyView> rotate(KeyView key, Rotation how) {
    RotateKeyBody body = new RotateKeyBody(how.overlap(), how.fromFirstUse());
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
    if (change instanceof KeyChange.Rename rename) {
      return client.patch(UpdateKeyBody.ofName(rename.name()), KEYS, id);
    }
    if (change instanceof KeyChange.Describe describe) {
      return client.patch(UpdateKeyBody.ofDescription(describe.description()), KEYS, id);
    }
    String verb = ((KeyChange.Switch) change).name().toLowerCase(Locale.ROOT);
    return client.post(KEYS, id, verb);
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

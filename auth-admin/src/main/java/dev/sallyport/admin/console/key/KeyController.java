package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashStore;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.authorization.Resource;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Controller of the page of a key.
 *
 * @param tokens new tokens, until their page is shown
 */
public record KeyController(FlashStore<Secret> tokens) {
  private static final int SHOWN_ENTRIES = 20;

  /**
   * Model of the page.
   *
   * @param stated the key without its secrets, and its effective state
   * @param owner the state of its owner; null if the owner no longer exists
   * @param isOverAge whether it is older than {@code max-lifetime-days}
   * @param generations the existing ones of its predecessor, itself and its successor
   * @param bindings the resources that require it, or why they are not known
   * @param bindable other resources of the account
   * @param entries its entries of the audit log, or why they are not known
   * @param token the token of a new key, shown once
   */
  public record KeyPage(
      PageLayout layout,
      KeyWithState stated,
      @Nullable OwnerStatus owner,
      boolean isOverAge,
      List<KeyWithState> generations,
      Result<List<Resource>> bindings,
      List<Resource> bindable,
      Result<List<AuditEntryView>> entries,
      UsagePlot plot,
      @Nullable NewTokenPage token) {
    /** Returns the key. */
    public ApiKey key() {
      return stated.key();
    }

    /** Returns the badge of the key's state. */
    public StateBadge state() {
      return StateBadge.of(stated, layout.now());
    }

    /** Returns the URL of an action on the key. */
    public String href(String action) {
      return layout.href(pathOf(key().id()) + action);
    }

    /** Returns whether the owner exists and is active. */
    public boolean isOwnerActive() {
      return owner != null && owner.isActive();
    }

    /** Returns whether the user may edit, deactivate, bind and delete the key. */
    public boolean mayChange() {
      return layout.mayChangeKeysOf(key().owner());
    }

    /** Returns why the user cannot rotate the key; null if no reason is known. */
    public @Nullable Denial rotationDenial() {
      Administrator administrator = layout.administrator();
      if (administrator == null || !administrator.mayUseTokensOf(key().owner())) {
        return Denial.FOR_OWN_KEYS_ONLY;
      }
      if (key().rotation().successorId() != null) {
        return Denial.KEY_ROTATED;
      }
      if (owner == null) {
        return Denial.OWNER_UNKNOWN;
      }
      if (!owner.isActive()) {
        return Denial.OWNER_INACTIVE;
      }
      if (!owner.staff()) {
        return Denial.OWNER_NOT_STAFF;
      }
      if (key().isExpiredAt(layout.now())) {
        return Denial.KEY_EXPIRED;
      }
      return key().active() ? null : Denial.KEY_INACTIVE;
    }

    /** Returns a sentence about deleted generations; empty if there are none. */
    public String deletedGenerations() {
      boolean isFirstGone = isGone(key().rotation().predecessorId());
      boolean isNextGone = isGone(key().rotation().successorId());
      if (isFirstGone && isNextGone) {
        return "Its predecessor and its successor were deleted.";
      }
      return isFirstGone
          ? "Its predecessor was deleted."
          : isNextGone ? "Its successor was deleted." : "";
    }

    private boolean isGone(@Nullable UUID id) {
      return id != null && generations.stream().noneMatch(it -> it.key().id().equals(id));
    }

    /** Returns why the bindings are not known; empty if they are. */
    public String whyNoBindings() {
      return bindings.fold(all -> "", Denial::sentence);
    }

    /** Returns the resources that require the key; empty if they are not known. */
    public List<Resource> bound() {
      return bindings.fold(all -> all, why -> List.of());
    }

    /** Returns the entries of the audit log; empty if they are not known. */
    public List<AuditEntryView> history() {
      return entries.fold(all -> all, why -> List.of());
    }

    /** Returns why the entries are not known; empty if they are. */
    public String whyNoHistory() {
      return entries.fold(all -> "", Denial::sentence);
    }
  }

  /** Returns the path of the page of a key. */
  public static String pathOf(UUID id) {
    return KeyListController.PATH + "/" + id;
  }

  /** Shows a key, and the token of a new key once. */
  public ConsoleResponse show(ConsoleRequest request, UUID id) {
    Optional<ApiKey> found = request.keys().find(id);
    return found.isEmpty() ? ConsoleResponse.absent() : shown(request, found.get());
  }

  private ConsoleResponse shown(ConsoleRequest request, ApiKey key) {
    Instant now = request.sallyport().clock().instant();
    Optional<OwnerStatus> owner =
        request.sallyport().owners().find(key.owner()).map(OwnerProfile::status);
    boolean isOverAge =
        key.createdAt().isBefore(request.keys().conditions(KeyListParameters.SOON).createdBefore());
    List<KeyWithState> generations = generations(request, key);
    Result<List<Resource>> bindings = request.bindings().requiring(key);
    List<Resource> bindable = bindable(request, key);
    Result<List<AuditEntryView>> entries = entries(request, key);
    UsagePlot plot =
        UsagePlot.read(request, now, (from, step) -> request.usage().of(key, from, now, step));
    // The token is taken last, so that it is not lost if the store is unavailable.
    return ConsoleResponse.shown(
        "key",
        new KeyPage(
            request.layout(key.name(), KeyListController.PATH),
            request.keys().withState(key).redacted(),
            owner.orElse(null),
            isOverAge,
            generations,
            bindings,
            bindable,
            entries,
            plot,
            token(request, key.id())));
  }

  private @Nullable NewTokenPage token(ConsoleRequest request, UUID id) {
    return request.http().getMethod().equals("GET")
        ? tokens
            .take(request.session(), id.toString())
            .map(it -> NewTokenPage.of(it, request.http(), request.requestAuthenticator()))
            .orElse(null)
        : null;
  }

  private static List<Resource> bindable(ConsoleRequest request, ApiKey key) {
    return request
        .bindings()
        .ofAccount(key.owner().accountId())
        .fold(
            all -> all.stream().filter(it -> !it.boundGroups().contains(key.groupId())).toList(),
            why -> List.of());
  }

  private static Result<List<AuditEntryView>> entries(ConsoleRequest request, ApiKey key) {
    return request
        .events()
        .find(AuditQuery.latest(SHOWN_ENTRIES).of("key:" + key.id()))
        .fold(
            events -> Result.done(events.entries().stream().map(AuditEntryView::of).toList()),
            Result::declined);
  }

  /** Returns the existing ones of the predecessor, the key and the successor. */
  private static List<KeyWithState> generations(ConsoleRequest request, ApiKey key) {
    Stream<@Nullable UUID> ids =
        Stream.of(key.rotation().predecessorId(), key.id(), key.rotation().successorId());
    List<UUID> known = ids.flatMap(Stream::ofNullable).toList();
    return request.keys().withStates(request.keys().find(known)).stream()
        .map(KeyWithState::redacted)
        .toList();
  }
}

package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.Resource;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.KeyWithState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Controller of the page of a key. */
public final class KeyController {
  private static final int SHOWN_ENTRIES = 20;

  private KeyController() {}

  /**
   * Model of the page.
   *
   * @param stated the key without its secrets, and its effective state
   * @param rotationDenial why the user cannot rotate it; null if no reason is known
   * @param isOverAge whether it is older than {@code max-lifetime-days}
   * @param hasOwnerPage whether the console has a page of the owner that the user can see
   * @param generations the existing ones of its predecessor, itself and its successor
   * @param resources all resources of the account, or why they are not known
   * @param entries its entries of the audit log, or why they are not known
   * @param limits the rate limits of its requests
   */
  public record KeyPage(
      PageLayout layout,
      KeyWithState stated,
      @Nullable Denial rotationDenial,
      boolean isOverAge,
      boolean hasOwnerPage,
      List<KeyWithState> generations,
      Result<List<Resource>> resources,
      Result<List<AuditEntryView>> entries,
      UsagePlot plot,
      List<RateLimit> limits) {
    /** Returns a limit in words. */
    public String words(RateLimit limit) {
      return "%s in %s%s"
          .formatted(
              TimeFormat.count(limit.requests(), "request"),
              TimeFormat.length(limit.window()),
              limit.share() == RateLimit.Share.ACCOUNT ? ", all keys of the account together" : "");
    }

    /** Returns the key. */
    public ApiKey key() {
      return stated.key();
    }

    /** Returns the badge of the key's state. */
    public StateBadge state() {
      return StateBadge.of(stated, layout.now());
    }

    /** Returns whether activating or deactivating the key can have an effect. */
    public boolean isSwitchable() {
      return StateBadge.isSwitchable(stated);
    }

    /** Returns why the key is in its state. */
    public String stateReason() {
      return switch (stated.state()) {
        case ACTIVE ->
            isOverAge ? "older than max-lifetime-days: rotate it" : "requests with it are accepted";
        case INACTIVE -> "requests with it are denied until it is activated";
        case EXPIRED -> "requests with it are denied; create another key";
        case OVER_AGE -> "older than max-lifetime-days, so requests with it are denied";
        case OWNER_INACTIVE ->
            "its owner is deactivated or deleted, so requests with it are denied";
        case ACCOUNT_INACTIVE -> "its account is deactivated, so requests with it are denied";
      };
    }

    /** Returns the URL of the form of a new key with the properties of this one. */
    public String similar() {
      return layout.href(KeyListController.PATH + "/new?like=" + key().id());
    }

    /** Returns the URL of an action on the key. */
    public String href(String action) {
      return layout.href(pathOf(key().id()) + action);
    }

    /** Returns whether the user may edit, deactivate, bind and delete the key. */
    public boolean mayChange() {
      return layout.mayChangeKeysOf(key().owner());
    }

    /** Returns whether to offer a new key with the properties of this one instead of a rotation. */
    public boolean offersSimilar() {
      return layout.mayChange() && rotationDenial == Denial.KEY_EXPIRED;
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

    /**
     * Returns whether the rotation group has generations before the predecessor or after the
     * successor.
     */
    public boolean hasMoreGenerations() {
      return generations.stream()
          .map(it -> it.key().rotation())
          .flatMap(
              it ->
                  Stream.of(
                      Optional.ofNullable(it.predecessorId()),
                      Optional.ofNullable(it.successorId())))
          .flatMap(Optional::stream)
          .anyMatch(it -> isGone(it) && !isNeighbour(it));
    }

    private boolean isNeighbour(UUID id) {
      return id.equals(key().rotation().predecessorId())
          || id.equals(key().rotation().successorId());
    }

    private boolean isGone(@Nullable UUID id) {
      return id != null && generations.stream().noneMatch(it -> it.key().id().equals(id));
    }

    /** Returns why the resources are not known; empty if they are. */
    public String whyNoBindings() {
      return resources.fold(all -> "", Denial::sentence);
    }

    /** Returns the resources that require the key; empty if they are not known. */
    public List<Resource> bound() {
      return resources(true);
    }

    /** Returns the other resources of the account. */
    public List<Resource> bindable() {
      return resources(false);
    }

    private List<Resource> resources(boolean isBound) {
      return resources.fold(
          all ->
              all.stream()
                  .filter(it -> it.boundGroups().contains(key().groupId()) == isBound)
                  .toList(),
          why -> List.of());
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

  /** Shows a key. */
  public static ConsoleResponse show(ConsoleRequest request, UUID id) {
    return request.keys().findWithStates(List.of(id)).stream()
        .findFirst()
        .map(found -> shown(request, found))
        .orElseGet(ConsoleResponse::absent);
  }

  private static ConsoleResponse shown(ConsoleRequest request, KeyWithState stated) {
    ApiKey key = stated.key();
    Instant now = request.sallyport().clock().instant();
    Result<Events> events = request.events().find(key, AuditQuery.latest(SHOWN_ENTRIES));
    List<AuditEntry> entries = events.fold(Events::entries, why -> List.of());
    Map<UUID, KeyWithState> keys = keys(request, stated, entries);
    AuditNames names =
        AuditNames.of(
            request.administrator(),
            entries,
            keys.values().stream().map(KeyWithState::key).toList());
    Result<List<Resource>> resources = request.bindings().ofAccount(key.owner().accountId());
    UsagePlot plot =
        UsagePlot.read(request, now, (from, step) -> request.usage().of(key, from, now, step));
    return ConsoleResponse.shown(
        "key",
        new KeyPage(
            request.layout(key.name(), KeyListController.PATH),
            stated.redacted(),
            rotationDenial(request, stated),
            key.createdAt()
                .isBefore(request.keys().conditions(KeyListParameters.SOON).createdBefore()),
            request.administrator().isSuper() && request.sallyport().keepsOwners(),
            generations(key)
                .map(keys::get)
                .flatMap(Stream::ofNullable)
                .map(KeyWithState::redacted)
                .toList(),
            resources,
            events.fold(found -> Result.done(AuditEntryView.of(entries, names)), Result::declined),
            plot,
            request.sallyport().rateLimits()));
  }

  /** Returns the key and, by at most one query, the keys that its page refers to. */
  private static Map<UUID, KeyWithState> keys(
      ConsoleRequest request, KeyWithState stated, List<AuditEntry> entries) {
    Set<UUID> others = new HashSet<>(AuditNames.keysIn(entries));
    generations(stated.key()).forEach(others::add);
    others.remove(stated.key().id());
    Map<UUID, KeyWithState> keys = new HashMap<>(Map.of(stated.key().id(), stated));
    request.keys().findWithStates(others).forEach(it -> keys.put(it.key().id(), it));
    return keys;
  }

  /** Returns the ids of the predecessor, the key and the successor. */
  private static Stream<UUID> generations(ApiKey key) {
    Stream<@Nullable UUID> ids =
        Stream.of(key.rotation().predecessorId(), key.id(), key.rotation().successorId());
    return ids.flatMap(Stream::ofNullable);
  }

  private static @Nullable Denial rotationDenial(ConsoleRequest request, KeyWithState stated) {
    ApiKey key = stated.key();
    if (!request.administrator().mayUseTokensOf(key.owner())) {
      return Denial.FOR_OWN_KEYS_ONLY;
    }
    if (key.rotation().successorId() != null) {
      return Denial.KEY_ROTATED;
    }
    if (stated.state() == EffectiveState.EXPIRED) {
      return Denial.KEY_EXPIRED;
    }
    if (!stated.ownerStatus().isActive()) {
      return stated.ownerStatus().equals(OwnerStatus.ABSENT)
          ? Denial.OWNER_UNKNOWN
          : Denial.OWNER_INACTIVE;
    }
    if (!stated.ownerStatus().staff()) {
      return Denial.OWNER_NOT_STAFF;
    }
    return key.active() ? null : Denial.KEY_INACTIVE;
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.KeyWithState;
import dev.sallyport.auth.spi.AuditQuery;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of one key.
 *
 * @param tokens new ones, until their page is shown
 */
record ConsoleKey(ConsoleOnce<Secret> tokens) {
  private static final int SHOWN_ENTRIES = 20;

  /**
   * What the page of a key needs.
   *
   * @param stated without what is confidential
   * @param ownerOrNull the state of its owner; null if there is no such owner any more
   * @param isOverAge whether it is older than keys should become
   * @param generations the key before it, this one and the one after it, as far as there are any
   * @param bindings the resources that require it, or why they are not known
   * @param bindable further resources of the account
   * @param entries of the audit log, or why they are not known
   * @param token the token of a new key, this once
   */
  record KeyPage(
      ConsoleFrame frame,
      KeyWithState stated,
      @Nullable OwnerStatus ownerOrNull,
      boolean isOverAge,
      List<KeyWithState> generations,
      Result<List<Resource>> bindings,
      List<Resource> bindable,
      Result<List<ConsoleHistory>> entries,
      ConsolePlot plot,
      @Nullable ConsoleToken token) {
    AuthToken key() {
      return stated.key();
    }

    ConsoleState state() {
      return ConsoleState.of(stated, frame.now());
    }

    String href(String action) {
      return frame.href(pathOf(key().id()) + action);
    }

    boolean isOwnerActive() {
      return ownerOrNull != null && ownerOrNull.isActive();
    }

    /** Whether whoever looks may edit, switch, bind and delete it. */
    boolean mayChange() {
      return frame.mayChangeKeysOf(key().owner());
    }

    /** Why whoever looks cannot rotate it; null if nothing is known that speaks against it. */
    @Nullable Refusal whyNotRotated() {
      Administrator who = frame.whoOrNull();
      if (who == null || !who.mayPassFor(key().owner())) {
        return Refusal.FOR_OWN_KEYS_ONLY;
      }
      if (key().lineage().successorId() != null) {
        return Refusal.KEY_ROTATED;
      }
      if (ownerOrNull == null) {
        return Refusal.OWNER_UNKNOWN;
      }
      if (!ownerOrNull.isActive()) {
        return Refusal.OWNER_INACTIVE;
      }
      if (!ownerOrNull.staff()) {
        return Refusal.OWNER_NOT_STAFF;
      }
      if (key().isExpiredAt(frame.now())) {
        return Refusal.KEY_EXPIRED;
      }
      return key().active() ? null : Refusal.KEY_INACTIVE;
    }

    /** Which generations there were that are not there any more, in a sentence; else empty. */
    String gone() {
      boolean isFirstGone = isGone(key().lineage().predecessorId());
      boolean isNextGone = isGone(key().lineage().successorId());
      if (isFirstGone && isNextGone) {
        return "Its predecessor and its successor are deleted.";
      }
      return isFirstGone
          ? "Its predecessor is deleted."
          : isNextGone ? "Its successor is deleted." : "";
    }

    private boolean isGone(@Nullable UUID id) {
      return id != null && generations.stream().noneMatch(it -> it.key().id().equals(id));
    }

    /** Empty, or why they are not known. */
    String whyNoBindings() {
      return bindings.fold(all -> "", Refusal::sentence);
    }

    List<Resource> bound() {
      return bindings.fold(all -> all, why -> List.of());
    }

    List<ConsoleHistory> history() {
      return entries.fold(all -> all, why -> List.of());
    }

    String whyNoHistory() {
      return entries.fold(all -> "", Refusal::sentence);
    }
  }

  static String pathOf(UUID id) {
    return ConsoleFleet.PATH + "/" + id;
  }

  ConsoleAnswer show(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> found = visit.keys().find(id);
    return found.isEmpty() ? ConsoleAnswer.absent() : shown(visit, found.get());
  }

  private ConsoleAnswer shown(ConsoleVisit visit, AuthToken key) {
    Instant now = visit.gate().clock().instant();
    Optional<OwnerStatus> owner = visit.gate().owners().find(key.owner()).map(OwnerProfile::status);
    boolean isOverAge =
        key.createdAt().isBefore(visit.keys().conditions(KeyListing.SOON).createdBefore());
    List<KeyWithState> generations = generations(visit, key);
    Result<List<Resource>> bindings = visit.bindings().requiring(key);
    List<Resource> bindable = bindable(visit, key);
    Result<List<ConsoleHistory>> entries = entries(visit, key);
    ConsolePlot plot =
        ConsolePlot.read(visit, now, (from, step) -> visit.usage().of(key, from, now, step));
    // Taken last of all, so that a store that cannot be asked does not take a token with it.
    return ConsoleAnswer.shown(
        "key",
        new KeyPage(
            visit.frame(key.name(), ConsoleFleet.PATH),
            visit.keys().withState(key).redacted(),
            owner.orElse(null),
            isOverAge,
            generations,
            bindings,
            bindable,
            entries,
            plot,
            token(visit, key.id())));
  }

  private @Nullable ConsoleToken token(ConsoleVisit visit, UUID id) {
    return visit.request().getMethod().equals("GET")
        ? tokens
            .take(visit.session(), id.toString())
            .map(it -> ConsoleToken.of(it, visit.request(), visit.gateway()))
            .orElse(null)
        : null;
  }

  private static List<Resource> bindable(ConsoleVisit visit, AuthToken key) {
    return visit
        .bindings()
        .ofAccount(key.owner().accountNumber())
        .fold(
            all -> all.stream().filter(it -> !it.boundFamilies().contains(key.family())).toList(),
            why -> List.of());
  }

  private static Result<List<ConsoleHistory>> entries(ConsoleVisit visit, AuthToken key) {
    return visit
        .events()
        .find(AuditQuery.latest(SHOWN_ENTRIES).of("key:" + key.id()))
        .fold(
            events -> Result.done(events.entries().stream().map(ConsoleHistory::of).toList()),
            Result::declined);
  }

  /** The key before it, this one and the one after it, as far as there are any. */
  private static List<KeyWithState> generations(ConsoleVisit visit, AuthToken key) {
    Stream<@Nullable UUID> ids =
        Stream.of(key.lineage().predecessorId(), key.id(), key.lineage().successorId());
    List<UUID> known = ids.flatMap(Stream::ofNullable).toList();
    return visit.keys().withStates(visit.keys().find(known)).stream()
        .map(KeyWithState::redacted)
        .toList();
  }
}

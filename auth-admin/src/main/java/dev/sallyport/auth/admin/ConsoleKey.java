package dev.sallyport.auth.admin;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.admin.ConsoleKeyForm.Problem;
import dev.sallyport.auth.spi.AuditQuery;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key: its page, and what is done there.
 *
 * @param tokens new ones, until their page is shown
 */
record ConsoleKey(ConsoleOnce<Secret> tokens) {
  private static final int SHOWN_ENTRIES = 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /**
   * What the page of a key needs.
   *
   * @param key without what is confidential
   * @param generations the key before it, this one and the one after it, as far as there are any
   * @param bindings the resources that require it, or why they are not known
   * @param bindable further resources of the account
   * @param entries of the audit log, or why they are not known
   * @param token the token of a new key, this once
   */
  record KeyPage(
      ConsoleFrame frame,
      AuthToken key,
      boolean isOwnerActive,
      List<AuthToken> generations,
      Result<List<Resource>> bindings,
      List<Resource> bindable,
      Result<List<ConsoleHistory>> entries,
      ConsolePlot plot,
      @Nullable ConsoleToken token) {
    ConsoleState state() {
      return ConsoleState.of(key, frame.now());
    }

    String href(String action) {
      return frame.href(ConsoleFleet.PATH + "/" + key.id() + action);
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

  /** What the forms to make and to edit a key need. */
  record FormPage(
      ConsoleFrame frame,
      ConsoleKeyForm form,
      @Nullable UUID idOrNull,
      List<String> grantable,
      @Nullable Problem problem) {
    /** What is wrong with a field; null if nothing is. */
    @Nullable String problemOf(String field) {
      return problem != null && problem.field().equals(field) ? problem.sentence() : null;
    }
  }

  /** What the questions before something that cannot be undone need. */
  record QuestionPage(
      ConsoleFrame frame, AuthToken key, String overlap, @Nullable String problem) {}

  ConsoleAnswer show(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> found = visit.keys().find(id);
    return found.isEmpty() ? ConsoleAnswer.absent() : shown(visit, found.get());
  }

  private ConsoleAnswer shown(ConsoleVisit visit, AuthToken key) {
    BindingDesk desk = visit.bindings();
    Instant now = visit.gate().clock().instant();
    Result<List<Resource>> bindings = desk.requiring(key);
    List<Resource> bindable =
        desk.ofAccount(key.owner().accountNumber())
            .fold(
                all ->
                    all.stream().filter(it -> !it.boundFamilies().contains(key.family())).toList(),
                why -> List.of());
    Result<List<ConsoleHistory>> entries =
        visit
            .events()
            .find(AuditQuery.latest(SHOWN_ENTRIES).of("key:" + key.id()))
            .fold(
                events -> Result.done(events.entries().stream().map(ConsoleHistory::of).toList()),
                Result::declined);
    ConsolePlot plot =
        ConsolePlot.read(visit, now, (from, step) -> visit.usage().of(key, from, now, step));
    boolean isOwnerActive =
        visit
            .gate()
            .owners()
            .find(key.owner())
            .map(OwnerProfile::status)
            .filter(it -> it.isActive())
            .isPresent();
    // Taken last, so that a store that cannot be asked does not take a token with it.
    ConsoleToken token = token(visit, key.id());
    return ConsoleAnswer.shown(
        "key",
        new KeyPage(
            visit.frame(key.name(), ConsoleFleet.PATH),
            key.redacted(),
            isOwnerActive,
            generations(visit, key),
            bindings,
            bindable,
            entries,
            plot,
            token));
  }

  private @Nullable ConsoleToken token(ConsoleVisit visit, UUID id) {
    return visit.request().getMethod().equals("GET")
        ? tokens
            .take(visit.session(), id.toString())
            .map(it -> ConsoleToken.of(it, visit.request(), visit.gateway()))
            .orElse(null)
        : null;
  }

  private static List<AuthToken> generations(ConsoleVisit visit, AuthToken key) {
    KeyDesk desk = visit.keys();
    Stream<@Nullable UUID> ids =
        Stream.of(key.lineage().predecessorId(), key.id(), key.lineage().successorId());
    return ids.filter(Objects::nonNull)
        .flatMap(id -> desk.find(Objects.requireNonNull(id)).stream())
        .map(AuthToken::redacted)
        .toList();
  }

  ConsoleAnswer create(ConsoleVisit visit) {
    if (!visit.isPost()) {
      return formOf(visit, null, ConsoleKeyForm.fresh(visit.who().owner()), null);
    }
    ConsoleKeyForm form = ConsoleKeyForm.sent(visit);
    try {
      return visit
          .because(form.reason())
          .keys()
          .create(form.wanted())
          .fold(
              created -> toNewKey(visit, created, "The key is made."),
              why -> formOf(visit, null, form, Problem.of(why)));
    } catch (IllegalArgumentException e) {
      return formOf(visit, null, form, Problem.of(e));
    }
  }

  private ConsoleAnswer toNewKey(ConsoleVisit visit, Created created, String sentence) {
    tokens.put(visit.session(), created.key().id().toString(), created.token());
    return visit.done(pathOf(created.key().id()), sentence);
  }

  ConsoleAnswer edit(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleAnswer.absent();
    }
    if (!visit.isPost()) {
      return formOf(visit, id, ConsoleKeyForm.of(key.get()), null);
    }
    ConsoleKeyForm form = ConsoleKeyForm.sent(visit);
    OptionalLong version =
        NUMBER.matcher(form.version()).matches()
            ? OptionalLong.of(Long.parseLong(form.version()))
            : OptionalLong.of(-1);
    try {
      return visit
          .because(form.reason())
          .keys()
          .edit(id, version, form.edit())
          .fold(
              edited -> visit.done(pathOf(id), "The changes are made."),
              why ->
                  why == Refusal.ABSENT
                      ? ConsoleAnswer.absent()
                      : formOf(visit, id, form, Problem.of(why)));
    } catch (IllegalArgumentException e) {
      return formOf(visit, id, form, Problem.of(e));
    }
  }

  private static ConsoleAnswer formOf(
      ConsoleVisit visit, @Nullable UUID id, ConsoleKeyForm form, @Nullable Problem problem) {
    String title = id == null ? "Create a key" : "Edit a key";
    FormPage page =
        new FormPage(
            visit.frame(title, ConsoleFleet.PATH), form, id, visit.who().grantable(), problem);
    return problem == null
        ? ConsoleAnswer.shown("keyForm", page)
        : ConsoleAnswer.unfit("keyForm", page);
  }

  ConsoleAnswer rotate(ConsoleVisit visit, UUID id) {
    if (!visit.isPost()) {
      return question(visit, id, "rotate", "Rotate a key", null);
    }
    try {
      return visit
          .because(visit.text("reason"))
          .keys()
          .rotate(id, OptionalLong.empty(), rotation(visit))
          .fold(
              created -> toNewKey(visit, created, "This is the successor."),
              why ->
                  why == Refusal.ABSENT
                      ? ConsoleAnswer.absent()
                      : question(visit, id, "rotate", "Rotate a key", why.sentence()));
    } catch (IllegalArgumentException e) {
      return question(visit, id, "rotate", "Rotate a key", Problem.of(e).sentence());
    }
  }

  private static Rotation rotation(ConsoleVisit visit) {
    Duration overlap =
        Query.parseDuration(visit.text("overlap"))
            .orElseThrow(() -> new IllegalArgumentException("choose how long both work"));
    boolean isFromFirstUse = visit.text("from").equals("first-use") && !overlap.isZero();
    return isFromFirstUse
        ? Rotation.overlappingFromFirstUse(overlap)
        : Rotation.overlapping(overlap);
  }

  ConsoleAnswer delete(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleAnswer.absent();
    }
    if (!visit.isPost()) {
      return question(visit, id, "delete", "Delete a key", null);
    }
    if (!visit.text("confirm").equals(key.get().name().strip())) {
      return question(visit, id, "delete", "Delete a key", "That is not the name of the key.");
    }
    try {
      return visit
          .because(visit.text("reason"))
          .keys()
          .delete(id, OptionalLong.empty())
          .fold(
              gone -> visit.done(ConsoleFleet.PATH, "“%s” is deleted.".formatted(gone.name())),
              ConsoleAnswer::failed);
    } catch (IllegalArgumentException e) {
      return question(visit, id, "delete", "Delete a key", Problem.of(e).sentence());
    }
  }

  private static ConsoleAnswer question(
      ConsoleVisit visit, UUID id, String template, String title, @Nullable String problem) {
    Optional<AuthToken> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleAnswer.absent();
    }
    QuestionPage page =
        new QuestionPage(
            visit.frame(title, ConsoleFleet.PATH),
            key.get().redacted(),
            visit.given("overlap").orElse("24h"),
            problem);
    return problem == null
        ? ConsoleAnswer.shown(template, page)
        : ConsoleAnswer.unfit(template, page);
  }

  /** Lets a resource require the key, or no more. */
  ConsoleAnswer bind(ConsoleVisit visit, UUID id, boolean isToBind) {
    if (visit.keys().find(id).isEmpty()) {
      return ConsoleAnswer.absent();
    }
    String path = pathOf(id);
    Optional<ResourceId> resource = resourceOf(visit.text("resource"));
    if (resource.isEmpty()) {
      return visit.undone(path, "Choose a resource first.");
    }
    BindingDesk desk = visit.bindings();
    Result<Resource> result =
        isToBind ? desk.bind(resource.get(), id) : desk.unbind(resource.get(), id);
    String sentence = isToBind ? "%s requires this key now." : "%s requires this key no more.";
    return result.fold(
        done -> visit.done(path, sentence.formatted(done.id())),
        why -> visit.undone(path, why.sentence()));
  }

  private static Optional<ResourceId> resourceOf(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String pathOf(UUID id) {
    return ConsoleFleet.PATH + "/" + id;
  }
}

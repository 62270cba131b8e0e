package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.key.AuditEntryView.Difference;
import dev.sallyport.admin.console.key.KeyForm.Problem;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashStore;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.authorization.Resource;
import dev.sallyport.config.Durations;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms that make, edit, rotate and delete a key.
 *
 * @param tokens new ones, until their page is shown
 */
public record KeyEditController(FlashStore<Secret> tokens) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /**
   * What the forms to make and to edit a key need.
   *
   * @param stored what somebody else stored since the form was opened; null if nobody did
   */
  public record FormPage(
      PageLayout frame,
      KeyForm form,
      @Nullable UUID idOrNull,
      List<String> grantable,
      @Nullable Problem problem,
      @Nullable KeyForm stored) {
    /** What is wrong with a field; null if nothing is. */
    public @Nullable String problemOf(String field) {
      return problem != null && problem.field().equals(field) ? problem.sentence() : null;
    }

    /** What is stored, beside what is written in the form, where these differ. */
    public List<Difference> differences() {
      return stored == null ? List.of() : form.differencesFrom(stored);
    }
  }

  /**
   * What the questions before something that cannot be undone need.
   *
   * @param overlap how long both keys of a rotation work
   * @param isFromFirstUse whether that is counted from the first use of the new one
   * @param shut resources that nobody gets into without the key
   */
  public record QuestionPage(
      PageLayout frame,
      ApiKey key,
      String overlap,
      boolean isFromFirstUse,
      List<Resource> shut,
      String reason,
      @Nullable String problem) {}

  public ConsoleResponse create(ConsoleRequest visit) {
    if (!visit.isPost()) {
      return formOf(visit, null, KeyForm.fresh(visit.who().owner()), null);
    }
    KeyForm form = KeyForm.sent(visit);
    try {
      return visit
          .because(form.reason())
          .keys()
          .create(form.wanted())
          .fold(
              created -> toNewKey(visit, created, "Key created."),
              why -> formOf(visit, null, form, Problem.of(why)));
    } catch (InvalidValueException e) {
      return formOf(visit, null, form, Problem.of(e));
    }
  }

  private ConsoleResponse toNewKey(ConsoleRequest visit, Created created, String sentence) {
    tokens.put(visit.session(), created.key().id().toString(), created.token());
    return visit.done(KeyController.pathOf(created.key().id()), sentence);
  }

  public ConsoleResponse edit(ConsoleRequest visit, UUID id) {
    Optional<ApiKey> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    if (!visit.isPost()) {
      return formOf(visit, id, KeyForm.of(key.get()), null);
    }
    KeyForm form = KeyForm.sent(visit);
    long version = NUMBER.matcher(form.version()).matches() ? Long.parseLong(form.version()) : -1;
    try {
      return visit
          .because(form.reason())
          .keys()
          .edit(id, OptionalLong.of(version), form.edit())
          .fold(
              edited -> visit.done(KeyController.pathOf(id), "Changes saved."),
              why -> declined(visit, id, form, why));
    } catch (InvalidValueException e) {
      return formOf(visit, id, form, Problem.of(e));
    }
  }

  private static ConsoleResponse declined(ConsoleRequest visit, UUID id, KeyForm form, Denial why) {
    return switch (why) {
      case ABSENT -> ConsoleResponse.absent();
      case OUTDATED ->
          visit
              .keys()
              .find(id)
              .map(stored -> conflict(visit, id, form, KeyForm.of(stored)))
              .orElseGet(ConsoleResponse::absent);
      default -> formOf(visit, id, form, Problem.of(why));
    };
  }

  /** The form as it was written, of the version that is stored by now: saved again, it holds. */
  private static ConsoleResponse conflict(
      ConsoleRequest visit, UUID id, KeyForm form, KeyForm stored) {
    Problem problem = new Problem("", "The key was changed in the meantime. Nothing is saved yet.");
    return ConsoleResponse.unfit(
        "keyForm", page(visit, id, form.ofVersion(stored.version()), problem, stored));
  }

  private static ConsoleResponse formOf(
      ConsoleRequest visit, @Nullable UUID id, KeyForm form, @Nullable Problem problem) {
    FormPage page = page(visit, id, form, problem, null);
    return problem == null
        ? ConsoleResponse.shown("keyForm", page)
        : ConsoleResponse.unfit("keyForm", page);
  }

  private static FormPage page(
      ConsoleRequest visit,
      @Nullable UUID id,
      KeyForm form,
      @Nullable Problem problem,
      @Nullable KeyForm stored) {
    String title = id == null ? "Create a key" : "Edit a key";
    PageLayout frame = visit.frame(title, KeyListController.PATH);
    return new FormPage(frame, form, id, visit.who().grantable(), problem, stored);
  }

  public ConsoleResponse rotate(ConsoleRequest visit, UUID id) {
    if (!visit.isPost()) {
      return askBeforeRotation(visit, id, null);
    }
    try {
      return visit
          .because(visit.text("reason"))
          .keys()
          .rotate(id, OptionalLong.empty(), rotation(visit))
          .fold(
              created -> toNewKey(visit, created, "Key rotated."),
              why ->
                  why == Denial.ABSENT
                      ? ConsoleResponse.absent()
                      : askBeforeRotation(visit, id, why.sentence()));
    } catch (InvalidValueException e) {
      return askBeforeRotation(visit, id, Problem.of(e).sentence());
    }
  }

  private static Rotation rotation(ConsoleRequest visit) {
    String text = visit.text("overlap");
    if (!Durations.isDuration(text)) {
      throw new InvalidValueException("choose how long both keys work");
    }
    Duration overlap = Durations.parse(text);
    boolean isFromFirstUse = visit.text("from").equals("first-use") && !overlap.isZero();
    return isFromFirstUse
        ? Rotation.overlappingFromFirstUse(overlap)
        : Rotation.overlapping(overlap);
  }

  public ConsoleResponse delete(ConsoleRequest visit, UUID id) {
    Optional<ApiKey> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    if (!visit.isPost()) {
      return askBeforeDeletion(visit, key.get(), null);
    }
    if (!visit.isTyped("confirm", key.get().name())) {
      return askBeforeDeletion(visit, key.get(), "The text does not match the name of the key.");
    }
    try {
      return visit
          .because(visit.text("reason"))
          .keys()
          .delete(id, OptionalLong.empty())
          .fold(
              gone -> visit.done(KeyListController.PATH, "“%s” is deleted.".formatted(gone.name())),
              ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return askBeforeDeletion(visit, key.get(), Problem.of(e).sentence());
    }
  }

  private static ConsoleResponse askBeforeRotation(
      ConsoleRequest visit, UUID id, @Nullable String problem) {
    return visit
        .keys()
        .find(id)
        .map(key -> question(visit, key, "rotate", "Rotate a key", List.of(), problem))
        .orElseGet(ConsoleResponse::absent);
  }

  private static ConsoleResponse askBeforeDeletion(
      ConsoleRequest visit, ApiKey key, @Nullable String problem) {
    List<Resource> shut = visit.bindings().shutWithout(List.of(key));
    return question(visit, key, "delete", "Delete a key", shut, problem);
  }

  private static ConsoleResponse question(
      ConsoleRequest visit,
      ApiKey key,
      String template,
      String title,
      List<Resource> shut,
      @Nullable String problem) {
    QuestionPage page =
        new QuestionPage(
            visit.frame(title, KeyListController.PATH),
            key.redacted(),
            visit.given("overlap").orElse("24h"),
            visit.text("from").equals("first-use"),
            shut,
            visit.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown(template, page)
        : ConsoleResponse.unfit(template, page);
  }
}

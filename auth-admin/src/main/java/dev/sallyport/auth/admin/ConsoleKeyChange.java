package dev.sallyport.auth.admin;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.Rotation;
import dev.sallyport.auth.admin.ConsoleHistory.Difference;
import dev.sallyport.auth.admin.ConsoleKeyForm.Problem;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Durations;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Secret;
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
record ConsoleKeyChange(ConsoleOnce<Secret> tokens) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /**
   * What the forms to make and to edit a key need.
   *
   * @param stored what somebody else stored since the form was opened; null if nobody did
   */
  record FormPage(
      ConsoleFrame frame,
      ConsoleKeyForm form,
      @Nullable UUID idOrNull,
      List<String> grantable,
      @Nullable Problem problem,
      @Nullable ConsoleKeyForm stored) {
    /** What is wrong with a field; null if nothing is. */
    @Nullable String problemOf(String field) {
      return problem != null && problem.field().equals(field) ? problem.sentence() : null;
    }

    /** What is stored, beside what is written in the form, where these differ. */
    List<Difference> differences() {
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
  record QuestionPage(
      ConsoleFrame frame,
      AuthToken key,
      String overlap,
      boolean isFromFirstUse,
      List<Resource> shut,
      String reason,
      @Nullable String problem) {}

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
    } catch (OutOfBoundsException e) {
      return formOf(visit, null, form, Problem.of(e));
    }
  }

  private ConsoleAnswer toNewKey(ConsoleVisit visit, Created created, String sentence) {
    tokens.put(visit.session(), created.key().id().toString(), created.token());
    return visit.done(ConsoleKey.pathOf(created.key().id()), sentence);
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
    long version = NUMBER.matcher(form.version()).matches() ? Long.parseLong(form.version()) : -1;
    try {
      return visit
          .because(form.reason())
          .keys()
          .edit(id, OptionalLong.of(version), form.edit())
          .fold(
              edited -> visit.done(ConsoleKey.pathOf(id), "The changes are made."),
              why -> declined(visit, id, form, why));
    } catch (OutOfBoundsException e) {
      return formOf(visit, id, form, Problem.of(e));
    }
  }

  private static ConsoleAnswer declined(
      ConsoleVisit visit, UUID id, ConsoleKeyForm form, Refusal why) {
    return switch (why) {
      case ABSENT -> ConsoleAnswer.absent();
      case OUTDATED ->
          visit
              .keys()
              .find(id)
              .map(stored -> conflict(visit, id, form, ConsoleKeyForm.of(stored)))
              .orElseGet(ConsoleAnswer::absent);
      default -> formOf(visit, id, form, Problem.of(why));
    };
  }

  /** The form as it was written, of the version that is stored by now: saved again, it holds. */
  private static ConsoleAnswer conflict(
      ConsoleVisit visit, UUID id, ConsoleKeyForm form, ConsoleKeyForm stored) {
    Problem problem = new Problem("", "Somebody changed the key meanwhile. Nothing is saved yet.");
    return ConsoleAnswer.unfit(
        "keyForm", page(visit, id, form.ofVersion(stored.version()), problem, stored));
  }

  private static ConsoleAnswer formOf(
      ConsoleVisit visit, @Nullable UUID id, ConsoleKeyForm form, @Nullable Problem problem) {
    FormPage page = page(visit, id, form, problem, null);
    return problem == null
        ? ConsoleAnswer.shown("keyForm", page)
        : ConsoleAnswer.unfit("keyForm", page);
  }

  private static FormPage page(
      ConsoleVisit visit,
      @Nullable UUID id,
      ConsoleKeyForm form,
      @Nullable Problem problem,
      @Nullable ConsoleKeyForm stored) {
    String title = id == null ? "Create a key" : "Edit a key";
    ConsoleFrame frame = visit.frame(title, ConsoleFleet.PATH);
    return new FormPage(frame, form, id, visit.who().grantable(), problem, stored);
  }

  ConsoleAnswer rotate(ConsoleVisit visit, UUID id) {
    if (!visit.isPost()) {
      return askBeforeRotation(visit, id, null);
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
                      : askBeforeRotation(visit, id, why.sentence()));
    } catch (OutOfBoundsException e) {
      return askBeforeRotation(visit, id, Problem.of(e).sentence());
    }
  }

  private static Rotation rotation(ConsoleVisit visit) {
    String text = visit.text("overlap");
    if (!Durations.isDuration(text)) {
      throw new OutOfBoundsException("choose how long both work");
    }
    Duration overlap = Durations.parse(text);
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
      return askBeforeDeletion(visit, key.get(), null);
    }
    if (!visit.isTyped("confirm", key.get().name())) {
      return askBeforeDeletion(visit, key.get(), "That is not the name of the key.");
    }
    try {
      return visit
          .because(visit.text("reason"))
          .keys()
          .delete(id, OptionalLong.empty())
          .fold(
              gone -> visit.done(ConsoleFleet.PATH, "“%s” is deleted.".formatted(gone.name())),
              ConsoleAnswer::failed);
    } catch (OutOfBoundsException e) {
      return askBeforeDeletion(visit, key.get(), Problem.of(e).sentence());
    }
  }

  private static ConsoleAnswer askBeforeRotation(
      ConsoleVisit visit, UUID id, @Nullable String problem) {
    return visit
        .keys()
        .find(id)
        .map(key -> question(visit, key, "rotate", "Rotate a key", List.of(), problem))
        .orElseGet(ConsoleAnswer::absent);
  }

  private static ConsoleAnswer askBeforeDeletion(
      ConsoleVisit visit, AuthToken key, @Nullable String problem) {
    List<Resource> shut = visit.bindings().shutWithout(List.of(key));
    return question(visit, key, "delete", "Delete a key", shut, problem);
  }

  private static ConsoleAnswer question(
      ConsoleVisit visit,
      AuthToken key,
      String template,
      String title,
      List<Resource> shut,
      @Nullable String problem) {
    QuestionPage page =
        new QuestionPage(
            visit.frame(title, ConsoleFleet.PATH),
            key.redacted(),
            visit.given("overlap").orElse("24h"),
            visit.text("from").equals("first-use"),
            shut,
            visit.text("reason"),
            problem);
    return problem == null
        ? ConsoleAnswer.shown(template, page)
        : ConsoleAnswer.unfit(template, page);
  }
}

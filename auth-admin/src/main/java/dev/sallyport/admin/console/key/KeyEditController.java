package dev.sallyport.admin.console.key;

import dev.sallyport.admin.api.AdminJson;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Controller of the forms that create, edit, rotate and delete a key.
 *
 * @param tokens new tokens, until their page is shown
 */
public record KeyEditController(FlashStore<Secret> tokens) {
  /**
   * Model of the forms to create and to edit a key.
   *
   * @param problems errors of the fields
   * @param stored the stored values, if they changed since the form was opened; else null
   */
  public record FormPage(
      PageLayout layout,
      KeyForm form,
      @Nullable UUID id,
      KeyFormChoices choices,
      List<String> grantable,
      List<Problem> problems,
      @Nullable KeyForm stored) {
    /** Returns the error of a field, or of the form for an empty name; null if there is none. */
    public @Nullable String problemOf(String field) {
      return problems.stream()
          .filter(it -> it.field().equals(field))
          .map(Problem::sentence)
          .findFirst()
          .orElse(null);
    }

    /** Returns whether any field has an error. */
    public boolean hasWrongField() {
      return problems.stream().anyMatch(it -> !it.field().isEmpty());
    }

    /** Returns the differences between the stored values and the form. */
    public List<Difference> differences() {
      return stored == null ? List.of() : form.differencesFrom(stored);
    }
  }

  /**
   * Model of the confirmation pages before rotation and deletion.
   *
   * @param overlap how long both keys of a rotation work
   * @param isFromFirstUse whether the overlap starts at the first use of the new key
   * @param locked resources that no key can access without this key
   */
  public record QuestionPage(
      PageLayout layout,
      ApiKey key,
      String overlap,
      boolean isFromFirstUse,
      List<Resource> locked,
      String reason,
      @Nullable String problem) {}

  /** Shows the form of a new key, or creates the key. */
  public ConsoleResponse create(ConsoleRequest request) {
    KeyFormChoices choices = KeyFormChoices.of(request, null);
    if (!request.isPost()) {
      return formOf(request, null, choices, fresh(request, choices), List.of());
    }
    KeyForm form = KeyForm.sent(request);
    List<Problem> problems = form.problems(choices.now());
    if (problems.stream().map(Problem::field).noneMatch(Set.of("user", "account")::contains)) {
      request.owners().denialOfKeysFor(form.owner()).map(Problem::of).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      return formOf(request, null, choices, form, problems);
    }
    try {
      return request
          .because(form.reason())
          .keys()
          .create(form.toCreateRequest())
          .fold(
              created -> toNewKey(request, created, "Key created."),
              why -> formOf(request, null, choices, form, List.of(Problem.of(why))));
    } catch (InvalidValueException e) {
      return formOf(request, null, choices, form, List.of(Problem.of(e)));
    }
  }

  private static KeyForm fresh(ConsoleRequest request, KeyFormChoices choices) {
    return AdminJson.uuid(request.text("like"))
        .flatMap(request.keys()::find)
        .map(key -> KeyForm.like(key, choices))
        .orElseGet(() -> KeyForm.fresh(request.administrator().owner(), choices));
  }

  /** Returns the options of users whose id or email contains a text, for the form. */
  public static ConsoleResponse users(ConsoleRequest request) {
    return request.administrator().isSuper()
        ? ConsoleResponse.shown("userOptions", KeyFormChoices.users(request, request.text("user")))
        : ConsoleResponse.failed(Denial.FOR_SUPERUSERS);
  }

  private ConsoleResponse toNewKey(ConsoleRequest request, Created created, String sentence) {
    tokens.put(request.session(), created.key().id().toString(), created.token());
    return request.done(KeyController.pathOf(created.key().id()), sentence);
  }

  /** Shows the form of a key, or saves it. */
  public ConsoleResponse edit(ConsoleRequest request, UUID id) {
    Optional<ApiKey> key = request.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    KeyFormChoices choices = KeyFormChoices.of(request, key.get());
    if (!request.isPost()) {
      return formOf(request, id, choices, KeyForm.of(key.get()), List.of());
    }
    KeyForm form = KeyForm.sent(request);
    List<Problem> problems = form.problems(choices.now());
    if (!problems.isEmpty()) {
      return formOf(request, id, choices, form, problems);
    }
    OptionalLong version = OptionalLong.of(request.version().orElse(-1));
    try {
      return request
          .because(form.reason())
          .keys()
          .edit(id, version, form.edit())
          .fold(
              edited -> request.done(KeyController.pathOf(id), "Changes saved."),
              why -> declined(request, id, choices, form, why));
    } catch (InvalidValueException e) {
      return formOf(request, id, choices, form, List.of(Problem.of(e)));
    }
  }

  private static ConsoleResponse declined(
      ConsoleRequest request, UUID id, KeyFormChoices choices, KeyForm form, Denial why) {
    return switch (why) {
      case ABSENT -> ConsoleResponse.absent();
      case OUTDATED ->
          request
              .keys()
              .find(id)
              .map(stored -> conflict(request, id, choices, form, KeyForm.of(stored)))
              .orElseGet(ConsoleResponse::absent);
      default -> formOf(request, id, choices, form, List.of(Problem.of(why)));
    };
  }

  /** Returns the form as submitted, with the stored version, so that saving again succeeds. */
  private static ConsoleResponse conflict(
      ConsoleRequest request, UUID id, KeyFormChoices choices, KeyForm form, KeyForm stored) {
    Problem problem = new Problem("", "The key was changed in the meantime. Nothing is saved yet.");
    KeyForm current = form.ofVersion(stored.version());
    return ConsoleResponse.invalid(
        "keyForm", page(request, id, choices, current, List.of(problem), stored));
  }

  private static ConsoleResponse formOf(
      ConsoleRequest request,
      @Nullable UUID id,
      KeyFormChoices choices,
      KeyForm form,
      List<Problem> problems) {
    FormPage page = page(request, id, choices, form, problems, null);
    return problems.isEmpty()
        ? ConsoleResponse.shown("keyForm", page)
        : ConsoleResponse.invalid("keyForm", page);
  }

  private static FormPage page(
      ConsoleRequest request,
      @Nullable UUID id,
      KeyFormChoices choices,
      KeyForm form,
      List<Problem> problems,
      @Nullable KeyForm stored) {
    String title = id == null ? "Create a key" : "Edit a key";
    PageLayout layout = request.layout(title, KeyListController.PATH);
    List<String> grantable = request.administrator().grantable();
    return new FormPage(layout, form, id, choices, grantable, problems, stored);
  }

  /** Asks for the overlap, or rotates a key. */
  public ConsoleResponse rotate(ConsoleRequest request, UUID id) {
    if (!request.isPost()) {
      return askBeforeRotation(request, id, null);
    }
    try {
      return request
          .because(request.text("reason"))
          .keys()
          .rotate(id, OptionalLong.empty(), rotation(request))
          .fold(
              created -> toNewKey(request, created, "Key rotated."),
              why ->
                  why == Denial.ABSENT
                      ? ConsoleResponse.absent()
                      : askBeforeRotation(request, id, why.sentence()));
    } catch (InvalidValueException e) {
      return askBeforeRotation(request, id, Problem.of(e).sentence());
    }
  }

  private static Rotation rotation(ConsoleRequest request) {
    String text = request.text("overlap");
    if (!Durations.isDuration(text)) {
      throw new InvalidValueException("choose how long both keys work");
    }
    Duration overlap = Durations.parse(text);
    boolean isFromFirstUse = request.text("from").equals("first-use") && !overlap.isZero();
    return isFromFirstUse
        ? Rotation.overlappingFromFirstUse(overlap)
        : Rotation.overlapping(overlap);
  }

  /** Asks for confirmation, or deletes a key. */
  public ConsoleResponse delete(ConsoleRequest request, UUID id) {
    Optional<ApiKey> key = request.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    if (!request.isPost()) {
      return askBeforeDeletion(request, key.get(), null);
    }
    if (!request.isTyped("confirm", key.get().name())) {
      return askBeforeDeletion(request, key.get(), "The text does not match the name of the key.");
    }
    try {
      return request
          .because(request.text("reason"))
          .keys()
          .delete(id, OptionalLong.empty())
          .fold(
              deleted ->
                  request.done(
                      KeyListController.PATH, "“%s” is deleted.".formatted(deleted.name())),
              ConsoleResponse::failed);
    } catch (InvalidValueException e) {
      return askBeforeDeletion(request, key.get(), Problem.of(e).sentence());
    }
  }

  private static ConsoleResponse askBeforeRotation(
      ConsoleRequest request, UUID id, @Nullable String problem) {
    return request
        .keys()
        .find(id)
        .map(key -> question(request, key, "rotate", "Rotate a key", List.of(), problem))
        .orElseGet(ConsoleResponse::absent);
  }

  private static ConsoleResponse askBeforeDeletion(
      ConsoleRequest request, ApiKey key, @Nullable String problem) {
    List<Resource> locked = request.bindings().lockedWithout(List.of(key));
    return question(request, key, "delete", "Delete a key", locked, problem);
  }

  private static ConsoleResponse question(
      ConsoleRequest request,
      ApiKey key,
      String template,
      String title,
      List<Resource> locked,
      @Nullable String problem) {
    QuestionPage page =
        new QuestionPage(
            request.layout(title, KeyListController.PATH),
            key.redacted(),
            request.given("overlap").orElse("24h"),
            request.text("from").equals("first-use"),
            locked,
            request.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown(template, page)
        : ConsoleResponse.invalid(template, page);
  }
}

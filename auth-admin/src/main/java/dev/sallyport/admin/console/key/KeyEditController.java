package dev.sallyport.admin.console.key;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.key.AuditEntryView.Difference;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerDirectory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Controller of the forms that create and edit a key. */
public final class KeyEditController {
  private static final FormProblem WITHOUT_ID =
      new FormProblem("", "The form was incomplete. Nothing was done; please send it again.");

  private KeyEditController() {}

  /**
   * Model of the forms to create and to edit a key.
   *
   * @param formId random id of the form of a new key, by which it creates one key only
   * @param problems errors of the fields
   * @param stored the stored values, if they changed since the form was opened; else null
   */
  public record FormPage(
      PageLayout layout,
      KeyForm form,
      @Nullable UUID id,
      UUID formId,
      KeyFormChoices choices,
      List<String> grantable,
      List<FormProblem> problems,
      @Nullable KeyForm stored) {
    /** Returns the error of a field, or of the form for an empty name; null if there is none. */
    public @Nullable String problemOf(String field) {
      return problems.stream()
          .filter(it -> it.field().equals(field))
          .map(FormProblem::sentence)
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

  /** Shows the form of a new key, or creates the key. */
  public static ConsoleResponse create(ConsoleRequest request) {
    KeyFormChoices choices = KeyFormChoices.of(request, null);
    if (!request.isPost()) {
      return formOf(request, null, choices, fresh(request, choices), List.of());
    }
    KeyForm form = ofNamedOwner(request, KeyForm.sent(request));
    Optional<UUID> formId = AdminJson.uuid(request.text("form"));
    if (formId.isEmpty()) { // without its id, a repeated form would create another key
      return formOf(request, null, choices, form, List.of(WITHOUT_ID));
    }
    UUID id = NewKeyController.keyId(request.administrator().owner(), formId.get());
    if (NewKeyController.isUsed(request, id)) {
      return repeated(request, id);
    }
    List<FormProblem> problems = problems(request, form, choices, List.of());
    if (problems.stream().map(FormProblem::field).noneMatch(Set.of("user", "account")::contains)) {
      request.owners().denialOfKeysFor(form.owner()).map(FormProblem::of).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      return formOf(request, null, choices, form, problems);
    }
    try {
      return request
          .because(form.reason())
          .keys()
          .create(form.toCreateRequest().id(id))
          .fold(
              created -> NewKeyController.created(request, created, "Key created"),
              why ->
                  why == Denial.EXISTS
                      ? repeated(request, id)
                      : formOf(request, null, choices, form, List.of(FormProblem.of(why))));
    } catch (InvalidValueException e) {
      return formOf(request, null, choices, form, List.of(FormProblem.of(e)));
    }
  }

  private static UUID formId(ConsoleRequest request) {
    return AdminJson.uuid(request.isPost() ? request.text("form") : "").orElseGet(UUID::randomUUID);
  }

  private static ConsoleResponse repeated(ConsoleRequest request, UUID id) {
    return NewKeyController.createdAlready(request, request.keys().find(id));
  }

  /** Returns the errors of all fields, at most one for each. */
  private static List<FormProblem> problems(
      ConsoleRequest request, KeyForm form, KeyFormChoices choices, Collection<String> held) {
    List<FormProblem> problems = form.problems(choices.now());
    Set<String> wrong = problems.stream().map(FormProblem::field).collect(toSet());
    form.denials(held, request.administrator().grantable(), choices).stream()
        .filter(it -> !wrong.contains(it.field()))
        .forEach(problems::add);
    return problems;
  }

  /** Returns the form for the owner that a superuser named in the field of the user. */
  private static KeyForm ofNamedOwner(ConsoleRequest request, KeyForm form) {
    if (!request.administrator().isSuper() || !form.user().contains("@")) {
      return form;
    }
    try {
      Owner named = Owner.parse(form.user());
      OwnerDirectory owners = request.sallyport().owners();
      boolean isMeant = owners.find(form.owner()).isEmpty() && owners.find(named).isPresent();
      return isMeant ? form.ofOwner(named) : form;
    } catch (InvalidValueException e) {
      return form;
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

  /** Shows the form of a key, or saves it. */
  public static ConsoleResponse edit(ConsoleRequest request, UUID id) {
    Optional<ApiKey> key = request.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    KeyFormChoices choices = KeyFormChoices.of(request, key.get());
    if (!request.isPost()) {
      return formOf(request, id, choices, KeyForm.of(key.get()), List.of());
    }
    KeyForm form = KeyForm.sent(request);
    List<FormProblem> problems = problems(request, form, choices, key.get().scopes());
    if (!problems.isEmpty()) {
      return formOf(request, id, choices, form, problems);
    }
    OptionalLong version = OptionalLong.of(request.version().orElse(ConsoleRequest.NO_VERSION));
    try {
      return request
          .because(form.reason())
          .keys()
          .edit(id, version, form.edit())
          .fold(
              edited -> request.done(KeyController.pathOf(id), "Changes saved."),
              why -> declined(request, id, choices, form, why));
    } catch (InvalidValueException e) {
      return formOf(request, id, choices, form, List.of(FormProblem.of(e)));
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
      default -> formOf(request, id, choices, form, List.of(FormProblem.of(why)));
    };
  }

  /** Returns the form as submitted, with the stored version, so that saving again succeeds. */
  private static ConsoleResponse conflict(
      ConsoleRequest request, UUID id, KeyFormChoices choices, KeyForm form, KeyForm stored) {
    FormProblem problem =
        new FormProblem("", "The key was changed in the meantime. Nothing is saved yet.");
    KeyForm current = form.ofVersion(stored.version());
    return ConsoleResponse.invalid(
        "keyForm", page(request, id, choices, current, List.of(problem), stored));
  }

  private static ConsoleResponse formOf(
      ConsoleRequest request,
      @Nullable UUID id,
      KeyFormChoices choices,
      KeyForm form,
      List<FormProblem> problems) {
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
      List<FormProblem> problems,
      @Nullable KeyForm stored) {
    String title = id == null ? "Create a key" : "Edit a key";
    PageLayout layout = request.layout(title, KeyListController.PATH);
    List<String> grantable = request.administrator().grantable();
    return new FormPage(layout, form, id, formId(request), choices, grantable, problems, stored);
  }
}

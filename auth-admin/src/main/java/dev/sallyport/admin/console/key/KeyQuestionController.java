package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.authorization.Resource;
import dev.sallyport.config.Durations;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.Rotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Controller of the confirmations before a key is rotated or deleted. */
public final class KeyQuestionController {
  private KeyQuestionController() {}

  /**
   * Model of the confirmation pages before rotation and deletion.
   *
   * @param overlap how long both keys of a rotation work
   * @param isFromFirstUse whether the overlap starts at the first use of the new key
   * @param isOverAge whether requests with the key are denied because of its age
   * @param locked resources that no key can access without this key
   */
  public record QuestionPage(
      PageLayout layout,
      ApiKey key,
      String overlap,
      boolean isFromFirstUse,
      boolean isOverAge,
      List<Resource> locked,
      String reason,
      @Nullable String problem) {}

  /** Asks for the overlap, or rotates a key. */
  public static ConsoleResponse rotate(ConsoleRequest request, UUID id) {
    if (!request.isPost()) {
      return askBeforeRotation(request, id, null);
    }
    try {
      return request
          .because(request.text("reason"))
          .keys()
          .rotate(id, version(request), rotation(request))
          .fold(
              created -> NewKeyController.created(request, created, "Key rotated"),
              why -> notRotated(request, id, why));
    } catch (InvalidValueException e) {
      return askBeforeRotation(request, id, FormProblem.of(e).sentence());
    }
  }

  /** The version is required: a repeated form would rotate the key again. */
  private static OptionalLong version(ConsoleRequest request) {
    return OptionalLong.of(request.version().orElse(ConsoleRequest.NO_VERSION));
  }

  /** A form that was already submitted has the version of the key before its rotation. */
  private static ConsoleResponse notRotated(ConsoleRequest request, UUID id, Denial why) {
    Optional<ApiKey> key = request.keys().find(id);
    boolean isRotated = why == Denial.KEY_ROTATED || why == Denial.OUTDATED;
    Optional<ApiKey> successor =
        key.filter(it -> isRotated)
            .flatMap(it -> Optional.ofNullable(it.rotation().successorId()))
            .flatMap(request.keys()::find);
    if (successor.isPresent()) {
      return NewKeyController.rotatedAlready(request, successor.get());
    }
    return key.isEmpty()
        ? ConsoleResponse.absent()
        : askBeforeRotation(request, id, why.sentence());
  }

  private static Rotation rotation(ConsoleRequest request) {
    String text = request.text("overlap");
    if (!Durations.isDuration(text)) {
      throw new InvalidValueException("choose how long both keys work");
    }
    Duration overlap = Durations.parse(text);
    boolean isFromFirstUse = request.text("from").equals("first-use");
    return isFromFirstUse
        ? Rotation.overlappingFromFirstUse(overlap)
        : Rotation.overlapping(overlap);
  }

  /** Asks for confirmation, or deletes a key. */
  public static ConsoleResponse delete(ConsoleRequest request, UUID id) {
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
      return askBeforeDeletion(request, key.get(), FormProblem.of(e).sentence());
    }
  }

  private static ConsoleResponse askBeforeRotation(
      ConsoleRequest request, UUID id, @Nullable String problem) {
    return request.keys().findWithStates(List.of(id)).stream()
        .findFirst()
        .map(key -> question(request, key, "rotate", "Rotate a key", List.of(), problem))
        .orElseGet(ConsoleResponse::absent);
  }

  private static ConsoleResponse askBeforeDeletion(
      ConsoleRequest request, ApiKey key, @Nullable String problem) {
    List<Resource> locked = request.bindings().lockedWithout(List.of(key));
    KeyWithState stated = request.keys().withState(key);
    return question(request, stated, "delete", "Delete a key", locked, problem);
  }

  private static ConsoleResponse question(
      ConsoleRequest request,
      KeyWithState stated,
      String template,
      String title,
      List<Resource> locked,
      @Nullable String problem) {
    QuestionPage question =
        new QuestionPage(
            request.layout(title, KeyListController.PATH),
            stated.redacted().key(),
            request.given("overlap").orElse("24h"),
            request.text("from").equals("first-use"),
            stated.state() == EffectiveState.OVER_AGE,
            locked,
            request.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown(template, question)
        : ConsoleResponse.invalid(template, question);
  }
}

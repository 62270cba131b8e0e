package dev.sallyport.admin.console.key;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashMessage.Undo;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.authorization.Resource;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.spi.ApiKeyQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Controller of actions on many keys of the list. */
public final class BulkActionController {
  private static final String VERSION = "version";
  private static final Pattern VERSION_OF_KEY = Pattern.compile("([0-9a-f-]{36}):([0-9]{1,18})");

  private BulkActionController() {}

  /**
   * Model of the confirmation page before many keys are deleted.
   *
   * @param locked resources that no key can access without the deletable keys among these
   * @param back query of the list to return to, as its form sends it
   */
  public record BulkPage(
      PageLayout layout,
      List<ApiKey> keys,
      List<Resource> locked,
      String back,
      String reason,
      @Nullable String problem) {
    /** Returns the phrase to type. */
    public String phrase() {
      return phraseOf(keys.size());
    }
  }

  private static String phraseOf(int keys) {
    return "delete " + TimeFormat.count(keys, "key");
  }

  /** Applies an action to all selected keys. */
  public static ConsoleResponse change(ConsoleRequest request) {
    String back = KeyListController.backOf(request).orElse(KeyListController.PATH);
    Map<UUID, Long> versions = versions(request);
    List<UUID> ids = // those of the list, or those of undo
        Stream.concat(
                request.all("id").stream().flatMap(it -> AdminJson.uuid(it).stream()),
                versions.keySet().stream())
            .distinct()
            .toList();
    Optional<BulkAction> action = actionOf(request.text("action"));
    if (action.isEmpty() || ids.size() > ApiKeyQuery.MAX_SIZE) {
      return request.notDone(back, "Choose an action for at most 500 keys.");
    }
    if (ids.isEmpty()) {
      return request.notDone(back, "Select at least one key.");
    }
    if (action.get() == BulkAction.DELETE && !request.isTyped("confirm", phraseOf(ids.size()))) {
      return question(request, ids, back);
    }
    BulkResult result = request.keys().bulk(action.get(), ids, versions);
    String sentence = sentence(action.get(), result, versions, request.administrator());
    return undo(request, action.get(), result)
        .map(undo -> request.done(back, sentence, undo))
        .orElseGet(() -> request.done(back, sentence));
  }

  /** Returns the versions of keys that the action is limited to, as {@code undo} sends them. */
  private static Map<UUID, Long> versions(ConsoleRequest request) {
    Map<UUID, Long> versions = new LinkedHashMap<>();
    for (String text : request.all(VERSION)) {
      Matcher matcher = VERSION_OF_KEY.matcher(text);
      if (matcher.matches()) {
        AdminJson.uuid(matcher.group(1))
            .ifPresent(id -> versions.put(id, Long.valueOf(matcher.group(2))));
      }
    }
    return versions;
  }

  private static Optional<Undo> undo(ConsoleRequest request, BulkAction action, BulkResult result) {
    if (action == BulkAction.DELETE || result.changed().isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> fields =
        Map.of(
            "action",
            List.of(action == BulkAction.ACTIVATE ? "off" : "on"),
            VERSION,
            result.changed().stream().map(key -> key.id() + ":" + key.version()).toList(),
            "back",
            List.of(KeyListController.backFieldOf(request)));
    return Optional.of(new Undo(KeyListController.PATH + "/bulk", fields));
  }

  private static ConsoleResponse question(ConsoleRequest request, List<UUID> ids, String back) {
    List<ApiKey> keys = request.keys().find(ids).stream().map(ApiKey::redacted).toList();
    if (keys.isEmpty()) {
      return request.notDone(back, "None of these keys was found.");
    }
    List<ApiKey> deletable =
        keys.stream().filter(key -> request.keys().may(BulkAction.DELETE, key)).toList();
    String problem =
        request.given("confirm").isPresent() ? "The text does not match the phrase." : null;
    BulkPage page =
        new BulkPage(
            request.layout("Delete keys", KeyListController.PATH),
            keys,
            request.bindings().lockedWithout(deletable),
            back.substring(KeyListController.PATH.length()),
            request.text("reason"),
            problem);
    return problem == null
        ? ConsoleResponse.shown("bulkDelete", page)
        : ConsoleResponse.invalid("bulkDelete", page);
  }

  private static Optional<BulkAction> actionOf(String name) {
    return switch (name) {
      case "on" -> Optional.of(BulkAction.ACTIVATE);
      case "off" -> Optional.of(BulkAction.DEACTIVATE);
      case "delete" -> Optional.of(BulkAction.DELETE);
      default -> Optional.empty();
    };
  }

  private static String sentence(
      BulkAction action, BulkResult result, Map<UUID, Long> versions, Administrator administrator) {
    String done =
        switch (action) {
          case ACTIVATE -> "activated";
          case DEACTIVATE -> "deactivated";
          case DELETE -> "deleted";
        };
    long left =
        result.unchanged().stream()
            .filter(it -> !administrator.mayChangeKeysOf(it.owner()))
            .count();
    long outdated =
        result.unchanged().stream()
            .filter(it -> administrator.mayChangeKeysOf(it.owner()))
            .filter(it -> AdminKeyService.isOutdated(it, versions))
            .count();
    long before = result.unchanged().size() - left - outdated;
    return TimeFormat.count(result.changed().size(), "key")
        + " "
        + done
        + "."
        + ifAny(before, "already " + done + ".")
        + ifAny(result.absent().size(), "not found.")
        + ifAny(outdated, "left unchanged: changed in the meantime.")
        + ifAny(left, "left unchanged: only superusers can change keys of superusers.");
  }

  private static String ifAny(long keys, String what) {
    return keys == 0 ? "" : " " + TimeFormat.count(keys, "key") + " " + what;
  }
}

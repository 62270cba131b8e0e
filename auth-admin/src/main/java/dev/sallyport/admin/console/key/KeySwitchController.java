package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashMessage.Undo;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.authorization.Resource;
import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Controller that activates and deactivates a key. */
public final class KeySwitchController {
  private KeySwitchController() {}

  /**
   * Model of the confirmation page.
   *
   * @param locked resources that no other key can access
   */
  public record SwitchPage(PageLayout layout, ApiKey key, List<Resource> locked) {
    /** Returns what the page asks for. */
    public String verb() {
      return key.active() ? "Deactivate" : "Activate";
    }
  }

  /** Asks for confirmation and a reason. */
  public static ConsoleResponse ask(ConsoleRequest request, UUID id) {
    Optional<ApiKey> found = request.keys().find(id);
    if (found.isEmpty()) {
      return ConsoleResponse.absent();
    }
    ApiKey key = found.get();
    List<Resource> locked =
        key.active() ? request.bindings().lockedWithout(List.of(key)) : List.of();
    String title = key.active() ? "Deactivate a key" : "Activate a key";
    PageLayout layout = request.layout(title, KeyListController.PATH);
    return ConsoleResponse.shown("switch", new SwitchPage(layout, key.redacted(), locked));
  }

  /** Changes the state, and redirects to the page that sent the form. */
  public static ConsoleResponse change(ConsoleRequest request, UUID id) {
    AdminKeyService service = request.keys();
    Optional<ApiKey> before = service.find(id);
    if (before.isEmpty()) {
      return ConsoleResponse.absent();
    }
    boolean on = request.text("to").equals("on");
    OptionalLong version = request.version();
    Result<ApiKey> result = on ? service.activate(id, version) : service.deactivate(id, version);
    String path = KeyListController.backOf(request).orElse(KeyController.pathOf(id));
    if (result.isDeclined(Denial.OUTDATED)) {
      return request.notDone(
          path,
          "“%s” was changed in the meantime. Nothing was done.".formatted(before.get().name()));
    }
    return result.fold(after -> done(request, path, before.get(), after), ConsoleResponse::failed);
  }

  private static ConsoleResponse done(
      ConsoleRequest request, String path, ApiKey before, ApiKey after) {
    String state = after.active() ? "activated" : "deactivated";
    if (after.version() == before.version()) {
      return request.done(path, "“%s” was already %s.".formatted(after.name(), state));
    }
    Map<String, List<String>> fields =
        Map.of(
            "to", List.of(after.active() ? "off" : "on"),
            "version", List.of(String.valueOf(after.version())),
            "back", List.of(KeyListController.backFieldOf(request)));
    Undo undo = new Undo(KeyController.pathOf(after.id()) + "/switch", fields);
    return request.done(path, "“%s” is %s.".formatted(after.name(), state), undo);
  }
}

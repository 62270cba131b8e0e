package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashMessage.Undo;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminKeyService;
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
    boolean on = request.text("to").equals("on");
    Result<ApiKey> result =
        on
            ? service.activate(id, OptionalLong.empty())
            : service.deactivate(id, OptionalLong.empty());
    return result.fold(key -> done(request, key, on), ConsoleResponse::failed);
  }

  private static ConsoleResponse done(ConsoleRequest request, ApiKey key, boolean on) {
    String path = KeyListController.backOf(request).orElse(KeyController.pathOf(key.id()));
    String sentence = "“%s” is %s.".formatted(key.name(), on ? "activated" : "deactivated");
    Map<String, List<String>> fields =
        Map.of("to", List.of(on ? "off" : "on"), "back", List.of(request.text("back")));
    Undo undo = new Undo(KeyController.pathOf(key.id()) + "/switch", fields);
    return request.done(path, sentence, undo);
  }
}

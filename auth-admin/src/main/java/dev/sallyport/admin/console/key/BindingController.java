package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import java.util.Optional;
import java.util.UUID;

/** Controller that binds a key to resources and unbinds it. */
public final class BindingController {
  private BindingController() {}

  /** Model of the confirmation page before the last key of a resource is unbound. */
  public record UnbindPage(PageLayout layout, ApiKey key, Resource resource, String reason) {}

  /** Binds the key to a resource. */
  public static ConsoleResponse bind(ConsoleRequest request, UUID id) {
    Optional<ApiKey> key = request.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    String path = KeyController.pathOf(id);
    Optional<ResourceId> resource = resourceOf(request.text("resource"));
    if (resource.isEmpty()) {
      return request.notDone(path, "Choose a resource first.");
    }
    return request
        .bindings()
        .bind(resource.get(), id)
        .fold(
            done -> request.done(path, "%s now requires this key.".formatted(done.id())),
            why -> request.notDone(path, why.sentence()));
  }

  /**
   * Unbinds the key from a resource. Asks for confirmation if it is the last bound key, since
   * unbinding it opens the resource.
   */
  public static ConsoleResponse unbind(ConsoleRequest request, UUID id) {
    Optional<ApiKey> key = request.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    String path = KeyController.pathOf(id);
    Optional<ResourceId> name = resourceOf(request.text("unbind"));
    if (name.isEmpty()) {
      return request.notDone(path, "Choose a resource first.");
    }
    return request
        .bindings()
        .find(name.get())
        .fold(
            resource ->
                resource.isBoundOnlyTo(key.get().groupId())
                        && !request.text("confirm").equals("yes")
                    ? question(request, key.get(), resource)
                    : unbound(request, path, name.get(), id),
            why -> request.notDone(path, why.sentence()));
  }

  private static ConsoleResponse question(ConsoleRequest request, ApiKey key, Resource resource) {
    return ConsoleResponse.shown(
        "unbind",
        new UnbindPage(
            request.layout("Unbind the last key", KeyListController.PATH),
            key.redacted(),
            resource,
            request.text("reason")));
  }

  private static ConsoleResponse unbound(
      ConsoleRequest request, String path, ResourceId name, UUID id) {
    return request
        .bindings()
        .unbind(name, id)
        .fold(
            done ->
                request.done(
                    path,
                    (done.isBound()
                            ? "%s no longer requires this key."
                            : "%s is no longer bound to any key.")
                        .formatted(done.id())),
            why -> request.notDone(path, why.sentence()));
  }

  private static Optional<ResourceId> resourceOf(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}

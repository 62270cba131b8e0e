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

/** Binds a key to resources, and undoes that, from the page of the key. */
public final class BindingController {
  private BindingController() {}

  /** What the question before unbinding the last key of a resource needs. */
  public record UnbindPage(PageLayout frame, ApiKey key, Resource resource, String reason) {}

  /** Lets a resource require the key. */
  public static ConsoleResponse bind(ConsoleRequest visit, UUID id) {
    Optional<ApiKey> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    String path = KeyController.pathOf(id);
    Optional<ResourceId> resource = resourceOf(visit.text("resource"));
    if (resource.isEmpty()) {
      return visit.undone(path, "Choose a resource first.");
    }
    return visit
        .bindings()
        .bind(resource.get(), id)
        .fold(
            done -> visit.done(path, "%s now requires this key.".formatted(done.id())),
            why -> visit.undone(path, why.sentence()));
  }

  /**
   * Lets a resource require the key no more; asks first where no key would be bound to it any more,
   * since that opens it.
   */
  public static ConsoleResponse unbind(ConsoleRequest visit, UUID id) {
    Optional<ApiKey> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleResponse.absent();
    }
    String path = KeyController.pathOf(id);
    Optional<ResourceId> name = resourceOf(visit.text("unbind"));
    if (name.isEmpty()) {
      return visit.undone(path, "Choose a resource first.");
    }
    return visit
        .bindings()
        .find(name.get())
        .fold(
            resource ->
                resource.isBoundOnlyTo(key.get().groupId()) && !visit.text("confirm").equals("yes")
                    ? question(visit, key.get(), resource)
                    : unbound(visit, path, name.get(), id),
            why -> visit.undone(path, why.sentence()));
  }

  private static ConsoleResponse question(ConsoleRequest visit, ApiKey key, Resource resource) {
    return ConsoleResponse.shown(
        "unbind",
        new UnbindPage(
            visit.frame("Unbind the last key", KeyListController.PATH),
            key.redacted(),
            resource,
            visit.text("reason")));
  }

  private static ConsoleResponse unbound(
      ConsoleRequest visit, String path, ResourceId name, UUID id) {
    return visit
        .bindings()
        .unbind(name, id)
        .fold(
            done ->
                visit.done(
                    path,
                    (done.isBound()
                            ? "%s no longer requires this key."
                            : "%s is no longer bound to any key.")
                        .formatted(done.id())),
            why -> visit.undone(path, why.sentence()));
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

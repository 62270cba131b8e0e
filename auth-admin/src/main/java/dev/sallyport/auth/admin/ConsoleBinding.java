package dev.sallyport.auth.admin;

import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.util.Optional;
import java.util.UUID;

/** Binds a key to resources, and undoes that, from the page of the key. */
final class ConsoleBinding {
  private ConsoleBinding() {}

  /** What the question before unbinding the last key of a resource needs. */
  record UnbindPage(ConsoleFrame frame, AuthToken key, Resource resource, String reason) {}

  /** Lets a resource require the key. */
  static ConsoleAnswer bind(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleAnswer.absent();
    }
    String path = ConsoleKey.pathOf(id);
    Optional<ResourceId> resource = resourceOf(visit.text("resource"));
    if (resource.isEmpty()) {
      return visit.undone(path, "Choose a resource first.");
    }
    return visit
        .bindings()
        .bind(resource.get(), id)
        .fold(
            done -> visit.done(path, "%s requires this key now.".formatted(done.id())),
            why -> visit.undone(path, why.sentence()));
  }

  /**
   * Lets a resource require the key no more; asks first where no key would be bound to it any more,
   * since that opens it.
   */
  static ConsoleAnswer unbind(ConsoleVisit visit, UUID id) {
    Optional<AuthToken> key = visit.keys().find(id);
    if (key.isEmpty()) {
      return ConsoleAnswer.absent();
    }
    String path = ConsoleKey.pathOf(id);
    Optional<ResourceId> name = resourceOf(visit.text("unbind"));
    if (name.isEmpty()) {
      return visit.undone(path, "Choose a resource first.");
    }
    return visit
        .bindings()
        .find(name.get())
        .fold(
            resource ->
                resource.isBoundOnlyTo(key.get().family()) && !visit.text("confirm").equals("yes")
                    ? question(visit, key.get(), resource)
                    : unbound(visit, path, name.get(), id),
            why -> visit.undone(path, why.sentence()));
  }

  private static ConsoleAnswer question(ConsoleVisit visit, AuthToken key, Resource resource) {
    return ConsoleAnswer.shown(
        "unbind",
        new UnbindPage(
            visit.frame("Unbind the last key", ConsoleFleet.PATH),
            key.redacted(),
            resource,
            visit.text("reason")));
  }

  private static ConsoleAnswer unbound(ConsoleVisit visit, String path, ResourceId name, UUID id) {
    return visit
        .bindings()
        .unbind(name, id)
        .fold(
            done ->
                visit.done(
                    path,
                    (done.isBound()
                            ? "%s requires this key no more."
                            : "No key is bound to %s any more.")
                        .formatted(done.id())),
            why -> visit.undone(path, why.sentence()));
  }

  private static Optional<ResourceId> resourceOf(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
    } catch (OutOfBoundsException e) {
      return Optional.empty();
    }
  }
}

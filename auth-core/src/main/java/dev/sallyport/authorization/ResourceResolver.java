package dev.sallyport.authorization;

import java.util.Optional;

/** Tells which resource a request is for. Looks at the request only; thread-safe. */
@FunctionalInterface
public interface ResourceResolver {
  /**
   * The resource.
   *
   * @return empty if the request is for none, so that no rule about resources counts
   */
  Optional<ResourceId> resolve(AccessRequest request);
}

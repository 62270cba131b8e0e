package dev.sallyport.authorization;

import java.util.Optional;

/**
 * Resolver of the resource that a request is for. Uses only the request; thread-safe.
 *
 * <pre>{@code
 * ResourceResolver resolver = request ->
 *     request.path().startsWith("/reports/")
 *         ? Optional.of(new ResourceId("report", request.path().substring(9)))
 *         : Optional.empty();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResourceResolver {
  /**
   * Returns the resource of a request.
   *
   * @return empty if the request is for no resource, so that no resource rule applies
   */
  Optional<ResourceId> resolve(AccessRequest request);
}

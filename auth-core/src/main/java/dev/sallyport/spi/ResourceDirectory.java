package dev.sallyport.spi;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import java.util.Optional;

/**
 * Directory of resources. A host application that manages resources itself implements this method.
 *
 * <p>Called at most once per resource and {@code max-staleness}. Thread-safe.
 *
 * <pre>{@code
 * ResourceDirectory resources = id ->
 *     clients.find(id.name()).map(it -> Resource.unbound(id, it.accountId()));
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResourceDirectory {
  /**
   * Finds a resource.
   *
   * @param id id, compared exactly, case included
   * @throws StoreException if the directory is unavailable
   */
  Optional<Resource> find(ResourceId id);
}

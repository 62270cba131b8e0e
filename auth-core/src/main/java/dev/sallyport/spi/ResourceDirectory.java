package dev.sallyport.spi;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import java.util.Optional;

/**
 * Knows the resources that requests are for. A host application that has them itself implements
 * this one method.
 *
 * <p>Called at most once per resource and {@code max-staleness}; thread-safe.
 */
@FunctionalInterface
public interface ResourceDirectory {
  /**
   * Finds a resource.
   *
   * @param id compared exactly, case included
   * @throws StoreException if it could not be found out
   */
  Optional<Resource> find(ResourceId id);
}

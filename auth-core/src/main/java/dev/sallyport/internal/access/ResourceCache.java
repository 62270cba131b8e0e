package dev.sallyport.internal.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.authorization.UnboundResourcePolicy;
import dev.sallyport.internal.store.HostFailures;
import dev.sallyport.internal.store.SingleFlight;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cache of resources, each read at most once per {@code max-staleness}. Missing resources are
 * cached too, so that requests for them are equally cheap.
 */
public final class ResourceCache {
  private static final int MAX_KNOWN = 100_000;

  private final List<ResourceResolver> resolvers;
  private final ResourceDirectory directory;
  private final StoreExecutor executor;
  private final UnboundResourcePolicy unbound;
  private final Duration maxStaleness;
  private final Duration staleIfUnavailable;
  private final AtomicLong changes = new AtomicLong();
  private final Cache<ResourceId, Known> known =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();
  private final SingleFlight<ResourceId, Known> reads = new SingleFlight<>();

  public ResourceCache(
      List<ResourceResolver> resolvers,
      ResourceDirectory directory,
      UnboundResourcePolicy unbound,
      Duration maxStaleness,
      Duration staleIfUnavailable,
      StoreExecutor executor) {
    this.resolvers = List.copyOf(resolvers);
    this.directory = directory;
    this.unbound = unbound;
    this.maxStaleness = maxStaleness;
    this.staleIfUnavailable = staleIfUnavailable;
    this.executor = executor;
  }

  /** Returns whether requests may be for resources. */
  boolean hasResolvers() {
    return !resolvers.isEmpty();
  }

  /** Returns the resource of a request. */
  Optional<ResourceId> resolve(AccessRequest request) {
    for (ResourceResolver resolver : resolvers) {
      Optional<ResourceId> id = resolve(resolver, request);
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  private static Optional<ResourceId> resolve(ResourceResolver resolver, AccessRequest request) {
    try {
      return resolver.resolve(request);
    } catch (RuntimeException e) {
      throw HostFailures.translated("resolver " + resolver.getClass().getName(), e);
    }
  }

  /**
   * Finds a resource.
   *
   * @throws StoreException if the directory is unavailable
   */
  Optional<Resource> find(ResourceId id, Instant now) {
    Known last = known.getIfPresent(id);
    if (last != null && last.isYoungerThan(maxStaleness, now)) {
      return last.resource;
    }
    try {
      Known read =
          maxStaleness.isZero()
              ? read(id, now)
              : reads.run(id, it -> isUsable(it, now), () -> read(id, now));
      return read.resource;
    } catch (RuntimeException e) {
      if (last != null && last.isYoungerThan(staleIfUnavailable, now)) {
        return last.resource;
      }
      throw HostFailures.translated("directory of resources", e);
    }
  }

  private Known read(ResourceId id, Instant now) {
    long change = changes.get();
    Known read = new Known(executor.call(() -> directory.find(id)), now, change);
    // Atomic: a concurrent evict() of the same resource waits and runs afterwards.
    known.asMap().compute(id, (same, old) -> changes.get() == change ? read : null);
    return read;
  }

  private boolean isUsable(Known read, Instant now) {
    return read.isYoungerThan(maxStaleness, now) && changes.get() == read.change;
  }

  /** Returns whether unbound resources are open. */
  boolean canBeOpen() {
    return unbound == UnboundResourcePolicy.OPEN;
  }

  /** Returns whether a resource is open to every client. */
  boolean isOpen(Resource resource) {
    return unbound == UnboundResourcePolicy.OPEN && !resource.isBound();
  }

  /** Evicts a changed resource. Call after the change is stored. */
  public void evict(ResourceId id) {
    changes.incrementAndGet();
    known.invalidate(id);
  }

  /**
   * Resource as it was read.
   *
   * @param readAt instant before the read
   * @param change latest change before the read
   */
  private record Known(Optional<Resource> resource, Instant readAt, long change) {
    /**
     * Compares the absolute age, so that a resource does not stay fresh if the clock is set back.
     */
    boolean isYoungerThan(Duration age, Instant now) {
      return Duration.between(readAt, now).abs().compareTo(age) < 0;
    }
  }
}

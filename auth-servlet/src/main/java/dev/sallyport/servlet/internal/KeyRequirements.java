package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.problem.KeyRequirement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * Registry of what the filters and servlets of an application require of keys. The first filter
 * that authenticates a request checks all requirements, so a request that a later filter or servlet
 * would deny is denied before it counts as a use, against a quota, or towards a renewal.
 * Thread-safe.
 */
public final class KeyRequirements {
  private static final String ATTRIBUTE = KeyRequirements.class.getName();

  private final List<Source> sources = new CopyOnWriteArrayList<>();

  /**
   * Registered source of requirements.
   *
   * @param owner the filter or servlet, which checks its requirement itself too
   * @param requirement returns the requirement for a request; {@link KeyRequirement#NONE} for one
   *     that the owner does not receive
   */
  private record Source(
      Object owner, BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {}

  /** Returns the registry of an application, which all its filters share. */
  public static KeyRequirements of(ServletContext context) {
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof KeyRequirements shared) {
        return shared;
      }
      KeyRequirements created = new KeyRequirements();
      context.setAttribute(ATTRIBUTE, created);
      return created;
    }
  }

  /** Adds the requirement of a filter or servlet, until it is {@linkplain #remove removed}. */
  public void add(
      Object owner, BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {
    sources.add(new Source(owner, requirement));
  }

  /** Removes the requirements of a filter or servlet. */
  public void remove(Object owner) {
    sources.removeIf(it -> it.owner().equals(owner));
  }

  /** Returns the requirements for a request, without those of one filter. */
  @SuppressWarnings("ReferenceEquality") // owners are compared by identity
  KeyRequirement beyond(Object filter, HttpServletRequest request, Sallyport sallyport) {
    KeyRequirement all = KeyRequirement.NONE;
    if (sources.isEmpty()) { // common case, without an iterator
      return all;
    }
    for (Source source : sources) {
      if (source.owner() != filter) {
        all = all.and(source.requirement().apply(request, sallyport));
      }
    }
    return all;
  }
}

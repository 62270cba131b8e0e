package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.problem.KeyRequirement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * What the filters and servlets of an application require of keys, so that the first filter that
 * authenticates a request asks for all of it: a request that a later one would deny is denied
 * before it counts as a use, against a quota, or towards a renewal. Thread-safe.
 */
public final class KeyRequirements {
  private static final String ATTRIBUTE = KeyRequirements.class.getName();

  private final List<Source> sources = new CopyOnWriteArrayList<>();

  /**
   * One of them.
   *
   * @param owner the filter or servlet, which asks for it itself too
   * @param requirement of a request to be authenticated; none of one that it does not see
   */
  private record Source(
      Object owner, BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {}

  /** Returns those of an application, which all its filters share. */
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

  /** Adds those of a filter or servlet, until it is {@linkplain #remove removed}. */
  public void add(
      Object owner, BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {
    sources.add(new Source(owner, requirement));
  }

  public void remove(Object owner) {
    sources.removeIf(it -> it.owner().equals(owner));
  }

  /** Returns what a request takes beyond the requirements of one filter. */
  @SuppressWarnings("ReferenceEquality") // a filter is no other one
  KeyRequirement beyond(Object filter, HttpServletRequest request, Sallyport sallyport) {
    KeyRequirement all = KeyRequirement.NONE;
    if (sources.isEmpty()) { // most often, and an iterator is an object
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

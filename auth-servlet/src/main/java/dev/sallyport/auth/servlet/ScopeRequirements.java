package dev.sallyport.auth.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that the filters and servlets of an application require, so that the first filter that
 * authenticates a request asks for all of them: a request that a later one would deny is denied
 * before it counts as a use, against a quota, or towards a renewal. Thread-safe.
 */
final class ScopeRequirements {
  private static final String ATTRIBUTE = ScopeRequirements.class.getName();

  private final List<Requirement> requirements = new CopyOnWriteArrayList<>();

  /**
   * What one of them requires.
   *
   * @param by the filter or servlet that asks for them itself
   * @param scopes of a request that it sees; empty of others
   */
  private record Requirement(Object by, Function<HttpServletRequest, Set<String>> scopes) {}

  /** Returns those of an application, which all its filters share. */
  static ScopeRequirements of(ServletContext context) {
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof ScopeRequirements shared) {
        return shared;
      }
      ScopeRequirements created = new ScopeRequirements();
      context.setAttribute(ATTRIBUTE, created);
      return created;
    }
  }

  /** Adds those of a filter or servlet, until it is {@linkplain #remove removed}. */
  void add(Object by, Function<HttpServletRequest, Set<String>> scopes) {
    requirements.add(new Requirement(by, scopes));
  }

  void remove(Object by) {
    requirements.removeIf(it -> it.by().equals(by));
  }

  /** Returns the scopes that a request takes beyond those of one filter. */
  @SuppressWarnings("ReferenceEquality") // a filter is no other one
  Set<String> beyond(Object filter, HttpServletRequest request) {
    Set<String> scopes = Set.of();
    for (Requirement requirement : requirements) {
      Set<String> more =
          requirement.by() == filter ? Set.of() : requirement.scopes().apply(request);
      if (!more.isEmpty()) {
        scopes = scopes.isEmpty() ? more : union(scopes, more);
      }
    }
    return scopes;
  }

  static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  /** Returns whether a filter is mapped to a request; also if only for other dispatches. */
  static boolean isMapped(@Nullable FilterRegistration filter, HttpServletRequest request) {
    if (filter == null) {
      return false;
    }
    String path = RequestPath.of(request);
    return filter.getUrlPatternMappings().stream().anyMatch(it -> UrlPattern.matches(it, path))
        || filter.getServletNameMappings().stream()
            .anyMatch(
                it ->
                    it.equals("*") || it.equals(request.getHttpServletMapping().getServletName()));
  }
}

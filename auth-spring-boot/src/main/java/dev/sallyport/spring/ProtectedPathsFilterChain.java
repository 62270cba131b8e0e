package dev.sallyport.spring;

import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.WebAuthenticator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.function.SingletonSupplier;

/**
 * Filter chain of the protected paths. It leaves a request to the chain of the application that
 * would serve it if that requires keys too, and may require more, or if the request has no key and
 * needs none: a chain without rules would open what the application protects in another way.
 * Forwards and error pages of a request that needs no key are left to the application too.
 */
final class ProtectedPathsFilterChain implements SecurityFilterChain {
  /**
   * Request attribute: whether the request, before other dispatches of it, needed no key. The
   * application's chain may end a request before a filter of Sallyport has recorded that.
   */
  private static final String NEEDED_NONE =
      ProtectedPathsFilterChain.class.getName() + ".neededNone";

  private final ProtectedPaths paths;
  private final SecurityFilterChain chain;
  private final WebAuthenticator authenticator;

  /** The other chains, which are looked up once: that takes longer than most requests. */
  private final SingletonSupplier<List<SecurityFilterChain>> others;

  ProtectedPathsFilterChain(
      ProtectedPaths paths,
      SecurityFilterChain chain,
      WebAuthenticator authenticator,
      Supplier<Stream<SecurityFilterChain>> all) {
    this.paths = paths;
    this.chain = chain;
    this.authenticator = authenticator;
    this.others = SingletonSupplier.of(() -> all.get().filter(it -> it != this).toList());
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    if (!paths.includes(request)) {
      return false;
    }
    Optional<SecurityFilterChain> ofApplication =
        others.obtain().stream().filter(it -> it.matches(request)).findFirst();
    return ofApplication.isEmpty()
        || (isConcernedBy(request) && !requiresKeys(ofApplication.get()));
  }

  private boolean isConcernedBy(HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return !Boolean.TRUE.equals(request.getAttribute(NEEDED_NONE))
          && authenticator.isConcernedBy(request);
    }
    boolean isConcerned = authenticator.isConcernedBy(request);
    if (request.getAttribute(NEEDED_NONE) == null) { // later calls may be about a changed request
      request.setAttribute(NEEDED_NONE, !isConcerned);
    }
    return isConcerned;
  }

  @Override
  public List<Filter> getFilters() {
    return chain.getFilters();
  }

  /** Returns whether no path needs a key, neither here nor by a chain of the application. */
  boolean isWithoutUse() {
    return paths.isEmpty()
        && others.obtain().stream().noneMatch(ProtectedPathsFilterChain::requiresKeys);
  }

  static boolean requiresKeys(SecurityFilterChain chain) {
    return chain.getFilters().stream().anyMatch(ApiKeySecurityFilter.class::isInstance);
  }
}

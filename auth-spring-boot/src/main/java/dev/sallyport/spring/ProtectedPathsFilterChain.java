package dev.sallyport.spring;

import dev.sallyport.spring.internal.ProtectedPaths;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Filter chain of the protected paths. It leaves a request to the chain of the application that
 * would serve it if that requires keys too, and may require more.
 */
final class ProtectedPathsFilterChain implements SecurityFilterChain {
  private final ProtectedPaths paths;
  private final SecurityFilterChain chain;
  private final Supplier<Stream<SecurityFilterChain>> all;

  ProtectedPathsFilterChain(
      ProtectedPaths paths, SecurityFilterChain chain, Supplier<Stream<SecurityFilterChain>> all) {
    this.paths = paths;
    this.chain = chain;
    this.all = all;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return paths.includes(request)
        && others()
            .filter(it -> it.matches(request))
            .findFirst()
            .filter(ProtectedPathsFilterChain::requiresKeys)
            .isEmpty();
  }

  @Override
  public List<Filter> getFilters() {
    return chain.getFilters();
  }

  /** Returns whether no path needs a key, neither here nor by a chain of the application. */
  boolean isWithoutUse() {
    return paths.isEmpty() && others().noneMatch(ProtectedPathsFilterChain::requiresKeys);
  }

  private Stream<SecurityFilterChain> others() {
    return all.get().filter(it -> it != this);
  }

  private static boolean requiresKeys(SecurityFilterChain chain) {
    return chain.getFilters().stream().anyMatch(ApiKeySecurityFilter.class::isInstance);
  }
}

package dev.sallyport.spring;

import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.WebAuthenticator;
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
 */
final class ProtectedPathsFilterChain implements SecurityFilterChain {
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
        || (!requiresKeys(ofApplication.get()) && authenticator.isConcernedBy(request));
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

package dev.sallyport.servlet.internal.validation;

import static java.util.Objects.requireNonNull;

import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filter before all others that denies every request with 503 if a filter of the application could
 * serve requests that belong to a {@code SallyportFilter} behind it. The latter cannot deny them
 * itself: it may not even have started, because some containers start a filter when the first
 * request reaches it.
 *
 * <p>The container adds it, and only where {@code web.xml} has another filter before one of ours.
 * Like {@link StartGuard}, this class loads if another jar is missing.
 */
public final class FilterOrderGuard implements ServletContainerInitializer, Filter {
  private static final String NAME = "sallyport-filter-order";
  private static final String SALLYPORT = "dev.sallyport.servlet.SallyportFilter";

  private enum State {
    UNCHECKED,
    OPEN,
    CLOSED
  }

  private volatile State state = State.UNCHECKED;
  private volatile @Nullable ServletContext context;

  @Override
  public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
    if (context.getAttribute(NAME) != null) {
      return; // UndertowExtension was called before
    }
    List<String> classes =
        WebXml.filterMappings(context).stream()
            .map(mapping -> context.getFilterRegistration(mapping.filter()))
            .filter(Objects::nonNull)
            .map(FilterRegistration::getClassName)
            .toList();
    int last = classes.lastIndexOf(SALLYPORT);
    if (classes.stream().limit(Math.max(last, 0)).anyMatch(it -> !SALLYPORT.equals(it))) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, this);
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
      context.setAttribute(NAME, this);
    }
  }

  /** Denies all requests of an application; returns false if this is impossible. */
  static boolean close(ServletContext context) {
    if (context.getAttribute(NAME) instanceof FilterOrderGuard guard) {
      guard.state = State.CLOSED;
      return true;
    }
    return false;
  }

  @Override
  public void init(FilterConfig config) {
    context = config.getServletContext();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isOpen()) {
      chain.doFilter(request, response);
    } else {
      StartGuard.deny(request, response);
    }
  }

  private boolean isOpen() {
    return (state == State.UNCHECKED ? check() : state) == State.OPEN;
  }

  /** Checks the order at the first request, when all filters are registered. */
  private synchronized State check() {
    if (state == State.UNCHECKED) {
      ServletContext here = requireNonNull(context, "init() must be called first");
      boolean isPassed = new StartGuard("The application").attempt(() -> requireOrder(here), here);
      state = isPassed ? State.OPEN : State.CLOSED;
    }
    return state;
  }

  private static void requireOrder(ServletContext context) throws ServletException {
    Optional<String> violation = FilterOrderValidator.violation(context, SALLYPORT);
    if (violation.isPresent()) {
      throw new ServletException(violation.get());
    }
  }
}

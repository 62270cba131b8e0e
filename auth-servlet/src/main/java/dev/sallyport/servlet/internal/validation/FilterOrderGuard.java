package dev.sallyport.servlet.internal.validation;

import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filter before all others that denies every request with 503 if a {@code SallyportFilter} has not
 * started because another filter comes before it. That filter could not deny them itself.
 *
 * <p>The container adds it, and only where {@code web.xml} has such an order.
 */
public final class FilterOrderGuard implements ServletContainerInitializer, Filter {
  private static final String NAME = "sallyport-filter-order";
  private static final String SALLYPORT = "dev.sallyport.servlet.SallyportFilter";

  private volatile boolean isClosed;

  @Override
  public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
    List<String> classes =
        WebXml.filterMappings(context).stream()
            .map(mapping -> context.getFilterRegistration(mapping.filter()))
            .filter(Objects::nonNull)
            .map(FilterRegistration::getClassName)
            .toList();
    if (classes.contains(SALLYPORT) && !SALLYPORT.equals(classes.get(0))) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, this);
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
      context.setAttribute(NAME, this);
    }
  }

  /** Denies all requests of an application; returns false if this is impossible. */
  static boolean close(ServletContext context) {
    if (context.getAttribute(NAME) instanceof FilterOrderGuard guard) {
      guard.isClosed = true;
      return true;
    }
    return false;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isClosed) {
      StartGuard.deny(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}

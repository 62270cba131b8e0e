package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.ApiKeyFilter;
import java.util.List;
import java.util.Map;

/**
 * Factory of {@link SallyportFilter}s for registration in code. It is separate from the filter,
 * which must load even if the classes used here are missing.
 *
 * <pre>{@code
 * Filter filter = SallyportFilters.of(sallyport, Map.of("schemes", "Bearer"));
 * context.addFilter("sallyport", filter).addMappingForUrlPatterns(null, false, "/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SallyportFilters {
  private SallyportFilters() {}

  /**
   * Creates a filter for registration in code.
   *
   * @param sallyport the instance to use; the caller closes it after the filter was destroyed
   * @param settings settings of {@link HttpSettings} by name; init-params and all other sources
   *     override them
   * @return the filter
   */
  public static SallyportFilter of(Sallyport sallyport, Map<String, String> settings) {
    Map<String, String> copy = Map.copyOf(settings);
    return new SallyportFilter(
        new ApiKeyFilter(requireNonNull(sallyport, "sallyport"), copy), copy);
  }

  /** Returns all settings: of the core, of the stores on the class path, and of HTTP. */
  public static List<Setting<?>> settings() {
    return HttpSettings.ofFilter();
  }
}

package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.ApiKeyFilter;
import java.util.List;
import java.util.Map;

/**
 * Creates a {@link SallyportFilter} in code, and lists the settings of one. It stands apart from
 * the filter, which must link where the classes named here are missing.
 */
public final class SallyportFilters {
  private SallyportFilters() {}

  /**
   * Creates a filter for registration in code.
   *
   * @param sallyport stays the caller's to close, after the filter's end
   * @param settings those of {@link HttpSettings} by name; init-params and all others override them
   */
  public static SallyportFilter of(Sallyport sallyport, Map<String, String> settings) {
    Map<String, String> copy = Map.copyOf(settings);
    return new SallyportFilter(new ApiKeyFilter(requireNonNull(sallyport, "gate"), copy), copy);
  }

  /** Everything that can be set: of the core, of the stores on the class path, and of HTTP. */
  public static List<Setting<?>> settings() {
    return HttpSettings.ofFilter();
  }
}

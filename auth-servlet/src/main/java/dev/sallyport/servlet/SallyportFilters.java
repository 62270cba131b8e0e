package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.internal.ApiKeyFilter;
import dev.sallyport.servlet.internal.HostComponents;
import dev.sallyport.servlet.problem.DenialResponder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    return builder(sallyport).settings(settings).build();
  }

  /**
   * Returns a builder of a filter for registration in code.
   *
   * @param sallyport the instance to use; the caller closes it after the filter was destroyed
   */
  public static Builder builder(Sallyport sallyport) {
    return new Builder(requireNonNull(sallyport, "sallyport"));
  }

  /** Returns all settings: of the core, of the stores on the class path, and of HTTP. */
  public static List<Setting<?>> settings() {
    return HttpSettings.ofFilter();
  }

  /**
   * Builder of a filter. Not thread-safe.
   *
   * <pre>{@code
   * Filter filter =
   *     SallyportFilters.builder(sallyport)
   *         .settings(Map.of("mode", "optional"))
   *         .responder(new PlainResponder())
   *         .build();
   * }</pre>
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Sallyport sallyport;
    private Map<String, String> settings = Map.of();
    private Optional<CredentialExtractor> extractor = Optional.empty();
    private Optional<DenialResponder> responder = Optional.empty();
    private Optional<Settings> resolved = Optional.empty();

    private Builder(Sallyport sallyport) {
      this.sallyport = sallyport;
    }

    /**
     * Sets settings.
     *
     * @param settings settings of {@link HttpSettings} by name; init-params and all other sources
     *     override them
     */
    public Builder settings(Map<String, String> settings) {
      this.settings = Map.copyOf(settings);
      return this;
    }

    /**
     * Sets all settings, resolved by the host from its own configuration. Init-params,
     * context-params, system properties and environment variables are not read, except for {@code
     * on-start-failure}.
     *
     * @param settings settings resolved from at least {@link SallyportFilters#settings()}
     */
    public Builder settings(Settings settings) {
      this.resolved = Optional.of(settings);
      return this;
    }

    /** Replaces the extractor that finds the tokens of requests. */
    public Builder extractor(CredentialExtractor extractor) {
      this.extractor = Optional.of(extractor);
      return this;
    }

    /** Replaces the responder that writes the responses to denied requests. */
    public Builder responder(DenialResponder responder) {
      this.responder = Optional.of(responder);
      return this;
    }

    /** Creates the filter. Its settings are checked when it starts. */
    public SallyportFilter build() {
      return new SallyportFilter(engine(), settings);
    }

    ApiKeyFilter engine() {
      HostComponents components = new HostComponents(extractor, responder, resolved);
      return new ApiKeyFilter(sallyport, settings, components);
    }
  }
}

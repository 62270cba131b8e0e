package dev.sallyport.servlet.internal;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.validation.FilterSettings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holder of the {@link Sallyport} instance of a web application. All its filters share the instance
 * through an attribute of the servlet context. Closing a holder removes the attributes that it set
 * and closes the instance that it opened.
 */
public final class SallyportHolder implements AutoCloseable {
  /** Attribute of the servlet context that has the Sallyport instance. */
  public static final String ATTRIBUTE = "dev.sallyport.Sallyport";

  /** Attribute that also has the instance if a filter opened it and so read all context-params. */
  private static final String OPENED = SallyportHolder.class.getName();

  private static final String TOO_LATE =
      "the Sallyport instance is already open: move it to a context-param "
          + SettingSource.PREFIX
          + "%s, or to where the Sallyport instance is opened";

  private static final String BUILT_IN_CODE =
      "the application creates the Sallyport instance in code: set it there, or as a system"
          + " property or an environment variable";

  private final Sallyport sallyport;
  private final Settings settings;
  private final HostComponents components;
  private final Runnable release;

  private SallyportHolder(
      Sallyport sallyport, Settings settings, HostComponents components, Runnable release) {
    this.sallyport = sallyport;
    this.settings = settings;
    this.components = components;
    this.release = release;
  }

  /**
   * Returns a holder of the application's Sallyport instance, which is opened if there is none.
   *
   * @param givenSallyport the host's instance, which the host closes; null if it has none
   * @param inCode settings of the filter, which its init-params override
   * @param given components of the filter that the host gives in code
   * @throws SettingException if a setting is invalid or has no effect
   */
  static SallyportHolder obtain(
      FilterConfig config,
      @Nullable Sallyport givenSallyport,
      Map<String, String> inCode,
      HostComponents given) {
    ServletContext context = config.getServletContext();
    FilterSettings sources = FilterSettings.of(config, inCode);
    Settings settings = given.settings().orElseGet(sources::resolve);
    HttpSettings.requireEffectOfRules(settings);
    HostComponents components = given.with(settings);

    Sallyport open = givenSallyport == null ? shared(context) : givenSallyport;
    if (open == null) {
      return opening(context, settings, components);
    }
    requireNoLateSettings(config, sources.arguments(), TOO_LATE);
    requireNoLateSettings(config, sources.initParams(), TOO_LATE);
    if (context.getAttribute(OPENED) != open) {
      requireNoLateSettings(config, sources.contextParams(), BUILT_IN_CODE);
    }
    return sharing(config, open, settings, components);
  }

  private static SallyportHolder opening(
      ServletContext context, Settings settings, HostComponents components) {
    Sallyport opened = Sallyport.open(settings);
    opened.warmUp();
    context.setAttribute(ATTRIBUTE, opened);
    context.setAttribute(OPENED, opened);
    return new SallyportHolder(
        opened,
        settings,
        components,
        () -> {
          context.removeAttribute(ATTRIBUTE);
          context.removeAttribute(OPENED);
          opened.close();
        });
  }

  private static SallyportHolder sharing(
      FilterConfig config, Sallyport open, Settings settings, HostComponents components) {
    ServletContext context = config.getServletContext();
    Sallyport shared = shared(context);
    if (shared == null) {
      context.setAttribute(ATTRIBUTE, open);
      open.warmUp();
      return new SallyportHolder(
          open, settings, components, () -> context.removeAttribute(ATTRIBUTE));
    }
    if (shared != open) {
      throw new SettingException(
          "The filter %s was given a different Sallyport instance than the one in the servlet"
                  .formatted(config.getFilterName())
              + " context attribute %s: give all filters of a web application the same instance."
                  .formatted(ATTRIBUTE));
    }
    return new SallyportHolder(open, settings, components, () -> {});
  }

  Sallyport sallyport() {
    return sallyport;
  }

  Settings settings() {
    return settings;
  }

  /** Returns the components of the host, given in code or named by settings. */
  HostComponents components() {
    return components;
  }

  @Override
  public void close() {
    release.run();
  }

  private static @Nullable Sallyport shared(ServletContext context) {
    Object shared = context.getAttribute(ATTRIBUTE);
    if (shared == null || shared instanceof Sallyport) {
      return (Sallyport) shared;
    }
    throw new SettingException(
        "The servlet context attribute %s is a %s and not a Sallyport instance: set it to a"
                .formatted(ATTRIBUTE, shared.getClass().getName())
            + " dev.sallyport.Sallyport of this web application's class loader.");
  }

  /** Throws if a filter has a setting that an instance reads only when it is opened. */
  private static void requireNoLateSettings(FilterConfig config, SettingSource source, String why) {
    Set<String> names = Sallyport.settings().stream().map(Setting::name).collect(toSet());
    source.only(names::contains).values().keySet().stream()
        .min(Comparator.naturalOrder())
        .ifPresent(
            written -> {
              throw new SettingException(
                  "The %s %s of the filter %s has no effect, because %s."
                      .formatted(
                          source.kind(),
                          written,
                          config.getFilterName(),
                          why.formatted(source.nameOf().apply(written))));
            });
  }
}

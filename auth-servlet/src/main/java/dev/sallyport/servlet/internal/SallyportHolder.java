package dev.sallyport.servlet.internal;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the gate of a web application, which all its filters share through an attribute of the
 * servlet context, and lets go of what it put there or opened.
 */
public final class SallyportHolder implements AutoCloseable {
  /** Where the gate stands in the servlet context. */
  public static final String ATTRIBUTE = "dev.sallyport.Sallyport";

  /** Where it stands besides if a filter opened it, which read all context-params. */
  private static final String OPENED = SallyportHolder.class.getName();

  private static final String TOO_LATE =
      "the gate is open already: move it to a context-param "
          + SettingSource.PREFIX
          + "%s, or to where the gate is opened";

  private static final String BUILT_IN_CODE =
      "the application builds the gate in code: give it there, or as a system property or an"
          + " environment variable";

  private final Sallyport sallyport;
  private final Settings settings;
  private final Runnable release;

  private SallyportHolder(Sallyport sallyport, Settings settings, Runnable release) {
    this.sallyport = sallyport;
    this.settings = settings;
    this.release = release;
  }

  /**
   * Finds the gate, or opens it.
   *
   * @param givenOrNull the host's own gate, which it closes itself
   * @param inCode settings of the filter that are weaker than its init-params
   */
  static SallyportHolder obtain(
      FilterConfig config, @Nullable Sallyport givenOrNull, Map<String, String> inCode) {
    ServletContext context = config.getServletContext();
    SettingSource arguments = SettingSource.plain("argument", inCode);
    SettingSource initParams =
        SettingSource.plain(
            "init-param", values(config.getInitParameterNames(), config::getInitParameter));
    SettingSource contextParams =
        SettingSource.prefixed(
            "context-param", values(context.getInitParameterNames(), context::getInitParameter));
    Settings settings =
        Settings.resolve(
            HttpSettings.ofFilter(),
            List.of(
                arguments,
                initParams,
                contextParams,
                SettingSource.systemProperties(),
                SettingSource.environment(System.getenv())));
    HttpSettings.requireCarrier(settings);
    HttpSettings.requireEffectOfRules(settings);

    Sallyport open = givenOrNull == null ? standing(context) : givenOrNull;
    if (open == null) {
      return opening(context, settings);
    }
    refuseLateSettings(config, arguments, TOO_LATE);
    refuseLateSettings(config, initParams, TOO_LATE);
    if (context.getAttribute(OPENED) != open) {
      refuseLateSettings(config, contextParams, BUILT_IN_CODE);
    }
    return sharing(config, open, settings);
  }

  private static SallyportHolder opening(ServletContext context, Settings settings) {
    Sallyport opened = Sallyport.open(settings);
    try {
      opened.warmUp();
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
    context.setAttribute(ATTRIBUTE, opened);
    context.setAttribute(OPENED, opened);
    return new SallyportHolder(
        opened,
        settings,
        () -> {
          context.removeAttribute(ATTRIBUTE);
          context.removeAttribute(OPENED);
          opened.close();
        });
  }

  private static SallyportHolder sharing(FilterConfig config, Sallyport open, Settings settings) {
    ServletContext context = config.getServletContext();
    Sallyport standing = standing(context);
    if (standing == null) {
      context.setAttribute(ATTRIBUTE, open);
      open.warmUp();
      return new SallyportHolder(open, settings, () -> context.removeAttribute(ATTRIBUTE));
    }
    if (standing != open) {
      throw new SettingException(
          "The filter %s was given another gate than the one in the servlet context attribute %s:"
                  .formatted(config.getFilterName(), ATTRIBUTE)
              + " give all filters of a web application the same.");
    }
    return new SallyportHolder(open, settings, () -> {});
  }

  Sallyport sallyport() {
    return sallyport;
  }

  Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    release.run();
  }

  private static @Nullable Sallyport standing(ServletContext context) {
    Object standing = context.getAttribute(ATTRIBUTE);
    if (standing == null || standing instanceof Sallyport) {
      return (Sallyport) standing;
    }
    throw new SettingException(
        "The servlet context attribute %s is a %s and not a gate: put a Sallyport there, of the"
                .formatted(ATTRIBUTE, standing.getClass().getName())
            + " class loader of this web application.");
  }

  /** A gate that is open cannot be set up any more, and a setting without effect is a trap. */
  private static void refuseLateSettings(FilterConfig config, SettingSource source, String why) {
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

  private static Map<String, String> values(
      Enumeration<String> names, Function<String, String> valueOf) {
    return Collections.list(names).stream().collect(toMap(Function.identity(), valueOf));
  }
}

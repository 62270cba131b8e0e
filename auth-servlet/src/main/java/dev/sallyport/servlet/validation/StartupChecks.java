package dev.sallyport.servlet.validation;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.InsecureTransport;
import dev.sallyport.servlet.config.HttpSettings.PreflightPolicy;
import dev.sallyport.servlet.config.PathPattern;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the settings of a filter against the application around it, when the filter starts. What
 * would leave the filter without effect stops the start; what cannot be known is logged.
 */
public final class StartupChecks {
  private static final Logger log = LoggerFactory.getLogger(StartupChecks.class);

  /** Tomcat, Jetty, Spring and most others name theirs so. */
  private static final Pattern CORS_FILTER =
      Pattern.compile(".*(cors|crossorigin)[a-z]*", Pattern.CASE_INSENSITIVE);

  private StartupChecks() {}

  /**
   * Checks a filter.
   *
   * @throws SettingException if the filter would exempt all that it is mapped to
   */
  public static void run(FilterConfig config, Settings settings) {
    requireSomethingToGuard(config, settings);
    warnOfLoopback(settings);
    nameCorsFilters(config, settings);
  }

  private static void requireSomethingToGuard(FilterConfig config, Settings settings) {
    FilterRegistration filter =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    if (filter == null || !filter.getServletNameMappings().isEmpty()) {
      return;
    }
    Collection<String> mapped = filter.getUrlPatternMappings();
    List<PathPattern> exempt = settings.get(HttpSettings.EXEMPT_PATHS);
    boolean isAllExempt =
        !mapped.isEmpty()
            && mapped.stream().allMatch(it -> exempt.stream().anyMatch(all -> covers(all, it)));
    // At the path of a login, a filter may be there for its settings alone.
    if (isAllExempt && !ServletMappingValidator.anyBehind(filter, config)) {
      throw new SettingException(
          "The filter %s is mapped to %s, all of which its exempt-paths pass on: name narrower"
                  .formatted(filter.getName(), String.join(", ", mapped))
              + " exempt-paths, or take the filter out.");
    }
  }

  private static boolean covers(PathPattern exempt, String urlPattern) {
    try {
      return exempt.covers(PathPattern.parse(urlPattern));
    } catch (IllegalArgumentException e) {
      return false; // a pattern for everything, such as /*
    }
  }

  private static void warnOfLoopback(Settings settings) {
    InsecureTransport policy = settings.get(HttpSettings.INSECURE_TRANSPORT);
    if (policy != InsecureTransport.ALLOW && settings.get(HttpSettings.TRUSTED_PROXIES).isEmpty()) {
      log.warn(
          "insecure-transport={} accepts plain HTTP from this machine (127.0.0.0/8, ::1), and"
              + " trusted-proxies is empty: if a proxy runs on this machine, name it there and let"
              + " it send Forwarded or X-Forwarded-Proto, or all its clients count as this machine",
          policy.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Registrations have no order, so the line says what holds for either. */
  private static void nameCorsFilters(FilterConfig config, Settings settings) {
    if (settings.get(HttpSettings.PREFLIGHT) == PreflightPolicy.PASS) {
      return;
    }
    config.getServletContext().getFilterRegistrations().values().stream()
        .filter(it -> it.getClassName() != null && CORS_FILTER.matcher(it.getClassName()).matches())
        .forEach(
            it ->
                log.info(
                    "The CORS filter {} ({}) must come before the filter {}, which answers"
                        + " preflights without allowing any origin; if it comes behind, set"
                        + " preflight=pass",
                    it.getName(),
                    it.getClassName(),
                    config.getFilterName()));
  }
}

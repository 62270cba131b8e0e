package dev.sallyport.servlet.internal.validation;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.InsecureTransport;
import dev.sallyport.servlet.config.HttpSettings.PreflightPolicy;
import dev.sallyport.servlet.config.PathPattern;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Startup checks of a filter's settings against the application. A setting that would leave the
 * filter without effect prevents the start; conditions that cannot be verified are logged.
 */
public final class StartupChecks {
  private static final Logger log = LoggerFactory.getLogger(StartupChecks.class);

  /** Class names of CORS filters in Tomcat, Jetty, Spring and most libraries. */
  private static final Pattern CORS_FILTER =
      Pattern.compile(".*(cors|crossorigin)[a-z]*", Pattern.CASE_INSENSITIVE);

  private static final String LOG_NAMED = StartupChecks.class.getName() + ".log";

  private StartupChecks() {}

  /**
   * Runs the checks of a filter.
   *
   * @throws SettingException if the filter exempts every path that it is mapped to
   */
  public static void run(FilterConfig config, Settings settings) {
    requireEffect(config, settings);
    warnOfLoopback(settings);
    nameCorsFilters(config, settings);
  }

  /** Says in the container's log, once, that ours has no output. */
  public static void nameMissingLog(ServletContext context) {
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory
        && context.getAttribute(LOG_NAMED) == null) {
      context.setAttribute(LOG_NAMED, true);
      context.log(
          "Sallyport has started. What it logs is discarded, because SLF4J has no provider: add one"
              + " to the application, such as org.slf4j:slf4j-jdk14.");
    }
  }

  private static void requireEffect(FilterConfig config, Settings settings) {
    FilterRegistration filter =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    if (filter == null || !FilterPosition.servletNames(filter).isEmpty()) {
      return;
    }
    Collection<String> mapped = FilterPosition.urlPatterns(filter);
    List<PathPattern> exempt = settings.get(HttpSettings.EXEMPT_PATHS);
    boolean isAllExempt =
        !mapped.isEmpty()
            && mapped.stream().allMatch(it -> exempt.stream().anyMatch(all -> covers(all, it)));
    // A filter at the path of a login may exist for its settings only.
    if (isAllExempt && !ServletMappingValidator.anyBehind(filter, config)) {
      throw new SettingException(
          "The filter %s is mapped to %s, all of which its exempt-paths cover: name narrower"
                  .formatted(filter.getName(), String.join(", ", mapped))
              + " exempt-paths, or remove the filter.");
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

  /** Logs CORS filters. The message covers both orders, because registrations have none. */
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
                        + " preflights without allowing any origin; if it comes after it, set"
                        + " preflight=pass",
                    it.getName(),
                    it.getClassName(),
                    config.getFilterName()));
  }
}

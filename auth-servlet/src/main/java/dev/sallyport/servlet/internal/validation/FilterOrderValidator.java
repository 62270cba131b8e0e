package dev.sallyport.servlet.internal.validation;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.FilterOrder;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Startup check that no other filter comes before a {@link SallyportFilter} on its paths.
 *
 * <p>If a filter that comes first serves requests itself, or upgrades them to WebSockets, those
 * requests never reach the filter that requires a key.
 */
public final class FilterOrderValidator {
  private static final Logger log = LoggerFactory.getLogger(FilterOrderValidator.class);

  /** Filters that serve no request: they pass it on, deny it or respond to a preflight. */
  private static final Set<String> HARMLESS =
      Set.of(
          "dev.sallyport.servlet.SallyportFilter", // several share one application
          "dev.sallyport.servlet.internal.validation.FilterOrderGuard",
          "com.ibm.ws.security.jaspi.JaspiServletFilter", // of Open Liberty
          "org.apache.catalina.filters.CorsFilter",
          "org.apache.catalina.filters.RemoteIpFilter",
          "org.apache.catalina.filters.SetCharacterEncodingFilter",
          "org.eclipse.jetty.ee10.servlets.CrossOriginFilter",
          "org.eclipse.jetty.ee11.servlets.CrossOriginFilter",
          "org.springframework.web.filter.CharacterEncodingFilter",
          "org.springframework.web.filter.CorsFilter",
          "org.springframework.web.filter.ForwardedHeaderFilter");

  /**
   * WebSocket filters that Tomcat, Undertow, Payara and GlassFish always add after the filters of
   * web.xml.
   */
  private static final Set<String> BEHIND_WEB_XML =
      Set.of(
          "org.apache.tomcat.websocket.server.WsFilter",
          "io.undertow.websockets.jsr.JsrWebSocketFilter",
          "org.apache.catalina.core.WebSocketFilterWrapper", // of GlassFish
          "org.glassfish.tyrus.servlet.TyrusServletFilter");

  /** Filter that Jetty adds before all others, in some cases after this check. */
  private static final String JETTY_UPGRADE = ".websocket.servlet.WebSocketUpgradeFilter";

  private static final String JETTY = "org.eclipse.jetty.";

  /** Context attributes of the WebSocket containers that add it. */
  private static final List<String> WEB_SOCKET_CONTAINERS =
      List.of(
          "jakarta.websocket.server.ServerContainer",
          "org.eclipse.jetty.websocket.api.WebSocketContainer");

  /** Order of another filter relative to this one; the worst is last. */
  private enum Order {
    AFTER,
    UNKNOWN,
    BEFORE
  }

  private final ServletContext context;
  private final String filterName;
  private final List<WebXml.Mapping> webXml;
  private final List<FilterPosition> own;

  private FilterOrderValidator(
      ServletContext context, FilterRegistration filter, List<WebXml.Mapping> webXml) {
    this.context = context;
    this.filterName = filter.getName();
    this.webXml = webXml;
    this.own = FilterPosition.of(filter, webXml, context);
  }

  /**
   * Checks the order as the setting {@code filter-order} says, and warns of filters whose order is
   * not known.
   *
   * @throws SettingException if the setting is {@code deny}, and a filter is known to come before
   *     this one on its paths, or Jetty's WebSocket filter is not known to come after it
   */
  public static void requireFirst(FilterConfig config, Settings settings) {
    ServletContext context = config.getServletContext();
    FilterRegistration filter = context.getFilterRegistration(config.getFilterName());
    if (filter != null && settings.get(HttpSettings.FILTER_ORDER) != FilterOrder.IGNORE) {
      new FilterOrderValidator(context, filter, WebXml.filterMappings(context))
          .requireFirst(settings);
    }
  }

  /**
   * Checks the order for all filters of a class that {@code web.xml} maps, of which some may not
   * have been started. Nothing is logged.
   *
   * @return the reason if another filter could serve the requests of one that the order or an
   *     invalid setting prevents from starting; empty if none could
   */
  static Optional<String> violation(ServletContext context, String className) {
    List<WebXml.Mapping> webXml = WebXml.filterMappings(context);
    return webXml.stream()
        .map(WebXml.Mapping::filter)
        .distinct()
        .map(context::getFilterRegistration)
        .filter(filter -> filter != null && className.equals(filter.getClassName()))
        .flatMap(it -> new FilterOrderValidator(context, it, webXml).violation(it).stream())
        .findFirst();
  }

  private Optional<String> violation(FilterRegistration filter) {
    List<String> harmless = List.of();
    Optional<String> invalid = Optional.empty();
    try {
      Settings settings = FilterSettings.of(context, filter).resolve();
      if (settings.get(HttpSettings.FILTER_ORDER) != FilterOrder.DENY) {
        return Optional.empty();
      }
      harmless = settings.get(HttpSettings.HARMLESS_FILTERS);
    } catch (SettingException e) {
      invalid = Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<String> wrongOrder =
        findings(harmless, new ArrayList<>()).stream().map(Finding::sentence).findFirst();
    return wrongOrder.isPresent() ? invalid.or(() -> wrongOrder) : wrongOrder;
  }

  private void requireFirst(Settings settings) {
    List<String> unknown = new ArrayList<>();
    List<Finding> findings = findings(settings.get(HttpSettings.HARMLESS_FILTERS), unknown);
    if (settings.get(HttpSettings.FILTER_ORDER) == FilterOrder.DENY) {
      findings.forEach(this::deny);
    }
    findings.forEach(it -> log.warn(it.sentence()));
    if (!unknown.isEmpty()) {
      log.warn(
          "The order of filters is known from WEB-INF/web.xml only, and not for the filter {} and"
              + " {}: one that comes first could serve requests without a key. Register the filter"
              + " {} first, and name those that may come before it in harmless-filters.",
          filterName,
          String.join(", ", unknown),
          filterName);
    }
  }

  /**
   * Filter that is known to come first.
   *
   * @param isUpgrade whether it is Jetty's, which can come before the guard too
   */
  private record Finding(String sentence, boolean isUpgrade) {}

  /** Checks the order, and adds the filters whose order is not known to a list. */
  private List<Finding> findings(List<String> harmless, List<String> unknown) {
    List<Finding> findings = new ArrayList<>();
    others(harmless)
        .forEach(
            (name, className) -> {
              Order order = order(name, className);
              boolean isUpgrade = className.startsWith(JETTY) && className.endsWith(JETTY_UPGRADE);
              if (order == Order.UNKNOWN && !isUpgrade) {
                unknown.add(described(name, className));
              } else if (order != Order.AFTER) {
                findings.add(
                    new Finding(
                        isUpgrade ? upgradeSentence(className) : sentence(name, className),
                        isUpgrade));
              }
            });
    return findings;
  }

  /** The filter that fails to start cannot deny what others serve before it. */
  private void deny(Finding finding) {
    if (!FilterOrderGuard.close(context) || finding.isUpgrade()) {
      context.setAttribute(StartGuard.BYPASSED, true);
    }
    throw new SettingException(finding.sentence());
  }

  private String sentence(String name, String className) {
    return ("The filter %s comes before the filter %s in WEB-INF/web.xml and could serve its paths"
            + " without a key: move the filter-mapping of %s before it. If it never serves a"
            + " request itself, name it in harmless-filters.")
        .formatted(described(name, className), filterName, filterName);
  }

  private String upgradeSentence(String className) {
    return ("WebSocket endpoints could be open without a key, because Jetty's filter %1$s may come"
            + " before the filter %2$s: declare it in WEB-INF/web.xml under that name, with its"
            + " filter-mapping after that of %2$s. If no web.xml has the order, register both"
            + " in that order and name it in harmless-filters.")
        .formatted(className, filterName);
  }

  private static String described(String name, String className) {
    return name.equals(className) ? name : "%s (%s)".formatted(name, className);
  }

  /** Returns the classes of all filters that may serve a request, by filter name. */
  private Map<String, String> others(List<String> harmless) {
    Map<String, String> others = new TreeMap<>();
    context
        .getFilterRegistrations()
        .forEach((name, filter) -> others.put(name, String.valueOf(filter.getClassName())));
    jettyUpgrades().forEach(className -> others.putIfAbsent(className, className));
    others.remove(filterName);
    others.values().removeIf(HARMLESS::contains);
    others.values().removeIf(harmless::contains);
    others.keySet().removeIf(harmless::contains);
    return others;
  }

  /** Returns the names of Jetty's filters, which it adds if none is registered by that name. */
  private Stream<String> jettyUpgrades() {
    return WEB_SOCKET_CONTAINERS.stream()
        .map(context::getAttribute)
        .filter(Objects::nonNull)
        .map(it -> it.getClass().getName())
        .filter(it -> it.startsWith(JETTY) && it.contains(".websocket."))
        .map(it -> it.substring(0, it.indexOf(".websocket.")) + JETTY_UPGRADE);
  }

  private Order order(String name, String className) {
    FilterRegistration other = context.getFilterRegistration(name);
    if (other == null) {
      return Order.UNKNOWN;
    }
    boolean isBehindWebXml = BEHIND_WEB_XML.contains(className);
    Stream<FilterPosition> positions = FilterPosition.of(other, webXml, context).stream();
    return positions
        .flatMap(
            place ->
                own.stream().filter(place::overlaps).map(it -> order(place, it, isBehindWebXml)))
        .max(Comparator.naturalOrder())
        .orElse(Order.AFTER);
  }

  private Order order(FilterPosition other, FilterPosition mine, boolean isBehindWebXml) {
    boolean isAfter =
        own.stream()
            .filter(it -> it.isBefore(other))
            .anyMatch(it -> it.equals(mine) || it.includes(mine) || it.includes(other));
    if (isAfter || (isBehindWebXml && mine.isKnown() && !other.isKnown())) {
      return Order.AFTER;
    }
    return mine.isKnown() && other.isKnown() ? Order.BEFORE : Order.UNKNOWN;
  }
}

package dev.sallyport.servlet.internal.validation;

import dev.sallyport.servlet.client.RequestPath;
import dev.sallyport.servlet.internal.validation.WebXml.Mapping;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Mapping of a filter, with its position in the filter chain.
 *
 * @param mapping the mapping
 * @param urlPatterns the URL pattern of the mapping, or those of its servlet
 * @param position the position; negative if unknown
 */
public record FilterPosition(Mapping mapping, Collection<String> urlPatterns, int position) {
  /** Dispatcher types of client requests. */
  private static final Set<String> OF_CLIENTS = Set.of("REQUEST", "ASYNC");

  private static final String EVERY_SERVLET = "*";

  /**
   * Returns the positions of a filter.
   *
   * @param webXml all mappings whose order is known
   */
  public static List<FilterPosition> of(
      FilterRegistration filter, List<Mapping> webXml, ServletContext context) {
    Stream<Mapping> toUrls =
        urlPatterns(filter).stream()
            .map(it -> new Mapping(filter.getName(), false, it, OF_CLIENTS));
    Stream<Mapping> toServlets =
        servletNames(filter).stream()
            .map(it -> new Mapping(filter.getName(), true, it, OF_CLIENTS));
    return Stream.concat(toUrls, toServlets)
        .distinct()
        .flatMap(it -> positions(it, urlPatterns(it, context), webXml))
        .toList();
  }

  /** Returns the servlet names of a filter, instead of which Open Liberty returns null for none. */
  static Collection<String> servletNames(FilterRegistration filter) {
    return Objects.requireNonNullElse(filter.getServletNameMappings(), List.of());
  }

  /** Returns the URL patterns of a filter, like {@link #servletNames}. */
  static Collection<String> urlPatterns(FilterRegistration filter) {
    return Objects.requireNonNullElse(filter.getUrlPatternMappings(), List.of());
  }

  private static Stream<FilterPosition> positions(
      Mapping registered, Collection<String> urlPatterns, List<Mapping> webXml) {
    List<FilterPosition> known =
        IntStream.range(0, webXml.size())
            .filter(it -> webXml.get(it).hasTargetOf(registered))
            .mapToObj(it -> new FilterPosition(webXml.get(it), urlPatterns, it))
            .toList();
    return known.isEmpty()
        ? Stream.of(new FilterPosition(registered, urlPatterns, -1))
        : known.stream();
  }

  private static Collection<String> urlPatterns(Mapping mapping, ServletContext context) {
    if (!mapping.isServletName()) {
      return List.of(mapping.target());
    }
    ServletRegistration servlet = context.getServletRegistration(mapping.target());
    return servlet == null ? List.of("/*") : servlet.getMappings();
  }

  boolean isKnown() {
    return position >= 0;
  }

  boolean isBefore(FilterPosition other) {
    return isKnown() && position < other.position;
  }

  /** Returns whether the filter receives a client's request at this position. */
  public boolean receives(HttpServletRequest request) {
    if (Collections.disjoint(mapping.dispatchers(), OF_CLIENTS)) {
      return false;
    }
    String target = mapping.target();
    return mapping.isServletName()
        ? target.equals(EVERY_SERVLET)
            || target.equals(request.getHttpServletMapping().getServletName())
        : UrlPattern.matches(target, RequestPath.of(request));
  }

  /** Returns whether a client's request may pass both positions. */
  boolean overlaps(FilterPosition other) {
    Set<String> shared = new HashSet<>(OF_CLIENTS);
    shared.retainAll(mapping.dispatchers());
    shared.retainAll(other.mapping.dispatchers());
    if (shared.isEmpty()) {
      return false;
    }
    if (mapping.isServletName() && other.mapping.isServletName()) {
      return mapping.target().equals(other.mapping.target())
          || mapping.target().equals(EVERY_SERVLET)
          || other.mapping.target().equals(EVERY_SERVLET);
    }
    return urlPatterns.stream()
        .anyMatch(one -> other.urlPatterns.stream().anyMatch(it -> UrlPattern.overlap(one, it)));
  }

  /** Returns whether every client's request that passes the other position passes this one too. */
  boolean includes(FilterPosition other) {
    Set<String> missing = new HashSet<>(OF_CLIENTS);
    missing.retainAll(other.mapping.dispatchers());
    missing.removeAll(mapping.dispatchers());
    return missing.isEmpty()
        && !mapping.isServletName()
        && other.urlPatterns.stream().allMatch(it -> UrlPattern.includes(mapping.target(), it));
  }
}

package dev.sallyport.admin.rest;

import static java.util.stream.Collectors.joining;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.service.AdminAuditService;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.AdminResourceService;
import dev.sallyport.admin.service.AdminUsageService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.BadRequestException;
import dev.sallyport.admin.service.BasePath;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.RequestBody;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.key.Page;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Authenticated request to the API.
 *
 * @param stepUp confirms the session
 * @param base the path of the API, encoded
 * @param requestedPath the requested path below the API, decoded
 * @param path the values of the route's path parameters, by name
 */
record ApiRequest(
    Sallyport sallyport,
    Administrator administrator,
    StepUp stepUp,
    HttpServletRequest request,
    String base,
    String requestedPath,
    Map<String, String> path) {
  private static final String REASON = "reason";
  private static final int MAX_ETAGS = 10;
  private static final int MAX_ETAG = 100;

  /** Placeholder in a path for a value in the query parameter with the path parameter's name. */
  private static final String IN_QUERY = "~";

  /** Names that containers and proxies misinterpret or reject in a path, even encoded. */
  private static final Pattern NOT_IN_PATHS = Pattern.compile("~|\\.+|(?s:.*[/\\\\%;].*)");

  private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

  /** Creates the request, with the reason of its query. */
  static ApiRequest of(
      Sallyport sallyport,
      Administrator administrator,
      StepUp stepUp,
      HttpServletRequest request,
      String requestedPath,
      Map<String, String> path) {
    Optional<String> reason =
        AdministratorResolver.isRead(request)
            ? Optional.empty()
            : QueryParameters.peek(request, REASON);
    String base = BasePath.of(request).path() + ManagementApi.PATH;
    return new ApiRequest(
        sallyport,
        reason.map(administrator::because).orElse(administrator),
        stepUp,
        request,
        base,
        requestedPath,
        path);
  }

  AdminKeyService keys() {
    return new AdminKeyService(sallyport, administrator());
  }

  AdminOwnerService owners() {
    return new AdminOwnerService(sallyport, administrator());
  }

  AdminResourceService bindings() {
    return new AdminResourceService(sallyport, administrator());
  }

  AdminAuditService events() {
    return new AdminAuditService(sallyport, administrator());
  }

  AdminUsageService usage() {
    return new AdminUsageService(sallyport, administrator());
  }

  /** Confirms a session by the password of its user. */
  @FunctionalInterface
  interface StepUp {
    ApiResult confirm(Secret password);
  }

  /** Returns a path parameter, or the query parameter of its name if the path has a tilde. */
  String part(String name) {
    return isInQuery(name)
        ? QueryParameters.peek(request, name)
            .orElseThrow(
                () ->
                    BadRequestException.because(
                        "The path requires the query parameter %s exactly once.".formatted(name)))
        : path.getOrDefault(name, "");
  }

  private boolean isInQuery(String name) {
    return IN_QUERY.equals(path.get(name));
  }

  Optional<UUID> id() {
    return AdminJson.uuid(part("id"));
  }

  /**
   * Parses the query, which may have these parameters and, for changes, a reason. Tokens are
   * rejected in all of them, but not in ids of the path, which may look like anything.
   */
  QueryParameters query(Set<String> names) {
    Set<String> own = new TreeSet<>(names);
    if (!AdministratorResolver.isRead(request)) {
      own.add(REASON);
    }
    Set<String> known = new TreeSet<>(own);
    path.keySet().stream().filter(this::isInQuery).forEach(known::add);
    QueryParameters query = QueryParameters.of(request, known);
    query.requireNoTokens(own, sallyport);
    return query;
  }

  <T> T body(Class<T> type) throws IOException {
    return RequestBody.read(request, RequestBody.JSON, type);
  }

  <T> T bodyIfAny(Class<T> type) throws IOException {
    return RequestBody.readIfAny(request, RequestBody.JSON, type);
  }

  <T> T patch(Class<T> type) throws IOException {
    return RequestBody.read(request, RequestBody.MERGE_PATCH + " or " + RequestBody.JSON, type);
  }

  /** Parsed header {@code If-Match}. */
  sealed interface Condition {
    /** The header is absent. */
    record None() implements Condition {}

    /** Any version. */
    record Any() implements Condition {}

    /** One of these versions; empty if the header contains no ETag of this API. */
    record Versions(List<Long> versions) implements Condition {}
  }

  Condition condition() {
    List<String> lines = Collections.list(request.getHeaders("If-Match"));
    if (lines.isEmpty()) {
      return new Condition.None();
    }
    String[] tags = String.join(",", lines).split(",", -1);
    if (Stream.of(tags).anyMatch(tag -> tag.strip().equals("*"))) {
      return new Condition.Any();
    }
    if (tags.length > MAX_ETAGS || Stream.of(tags).anyMatch(tag -> tag.length() > MAX_ETAG)) {
      throw BadRequestException.because(
          "If-Match accepts at most " + MAX_ETAGS + " ETags, each as it was sent.");
    }
    return new Condition.Versions(
        Stream.of(tags)
            .map(tag -> ETAG.matcher(tag.strip()))
            .filter(Matcher::matches)
            .map(tag -> Long.parseLong(tag.group(1)))
            .distinct()
            .toList());
  }

  /** Applies a change to the version that {@code If-Match} names, or to any version without it. */
  <T> Result<T> conditionally(Function<OptionalLong, Result<T>> work) {
    if (!(condition() instanceof Condition.Versions requested)) {
      return work.apply(OptionalLong.empty());
    }
    Result<T> result = Result.declined(Denial.OUTDATED);
    for (long version : requested.versions().isEmpty() ? List.of(-1L) : requested.versions()) {
      result = work.apply(OptionalLong.of(version));
      if (!result.isDeclined(Denial.OUTDATED)) {
        return result;
      }
    }
    return result;
  }

  /**
   * Returns the URL of an object. Names that a path cannot hold are in the query.
   *
   * @param route path with parameters, such as {@code /accounts/{accountId}}
   * @param names values of the parameters, in their order
   */
  String url(String route, String... names) {
    StringBuilder url = new StringBuilder(base);
    List<String> query = new ArrayList<>();
    int next = 0;
    for (String segment : route.substring(1).split("/", -1)) {
      boolean isParameter = segment.startsWith("{");
      String name = isParameter ? names[next++] : segment;
      boolean isInQuery = isParameter && NOT_IN_PATHS.matcher(name).matches();
      url.append('/').append(isInQuery ? IN_QUERY : encoded(name));
      if (isInQuery) {
        query.add(segment.substring(1, segment.length() - 1) + "=" + encoded(name));
      }
    }
    return query.isEmpty() ? url.toString() : url + "?" + String.join("&", query);
  }

  /**
   * Returns the header {@code Link} with the pages of a list (RFC 8288).
   *
   * @param maxCounted number up to which the total is exact
   */
  String links(QueryParameters query, Page<?> found, long maxCounted) {
    int page = query.page();
    long last = Math.max(1, (found.total() + query.size() - 1) / query.size());
    boolean isCounted = found.total() <= maxCounted;
    Map<String, Long> links = new LinkedHashMap<>();
    links.put("first", 1L);
    if (page > 1) {
      links.put("prev", isCounted ? Math.min(page - 1L, last) : page - 1L);
    }
    if (isCounted ? page < last : found.items().size() == query.size()) {
      links.put("next", page + 1L);
    }
    if (isCounted) {
      links.put("last", last);
    }
    List<String> fields = new ArrayList<>();
    links.forEach((rel, number) -> fields.add(link(query.with("page", "" + number), rel)));
    return String.join(", ", fields);
  }

  /** Returns a link to the same path with another query. */
  String link(String query, String rel) {
    return "<%s%s>; rel=\"%s\"".formatted(base + encodedPath(requestedPath), query, rel);
  }

  private static String encodedPath(String path) {
    return Stream.of(path.split("/", -1)).map(ApiRequest::encoded).collect(joining("/"));
  }

  /** Encodes a segment, including characters that separate path parameters. */
  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

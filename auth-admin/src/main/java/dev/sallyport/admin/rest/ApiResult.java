package dev.sallyport.admin.rest;

import dev.sallyport.admin.service.ApiProblem;
import dev.sallyport.admin.service.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Result of a route: status, headers and body.
 *
 * @param body object to write as JSON; null for an empty body
 */
public record ApiResult(int status, Map<String, String> headers, @Nullable Object body) {
  static final String PROBLEM_JSON = "application/problem+json";

  /** Returns a result with the status 200. */
  public static ApiResult ok(Object body) {
    return new ApiResult(200, Map.of(), body);
  }

  static ApiResult noContent() {
    return new ApiResult(204, Map.of(), null);
  }

  static ApiResult created(String location, Object body) {
    return new ApiResult(201, Map.of("Location", location), body);
  }

  static ApiResult of(ApiProblem problem) {
    return new ApiResult(problem.status(), Map.of("Content-Type", PROBLEM_JSON), problem.body());
  }

  /** Maps the result of a service: its value, or the problem of its denial. */
  static <T> ApiResult of(Result<T> result, Function<T, ApiResult> ifDone) {
    return result.fold(ifDone, why -> of(ApiProblem.of(why)));
  }

  ApiResult with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiResult(status, more, body);
  }

  @Override
  public String toString() {
    return "ApiResult[status=" + status + "]"; // the body may contain a new token
  }
}

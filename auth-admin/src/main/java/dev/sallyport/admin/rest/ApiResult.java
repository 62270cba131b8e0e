package dev.sallyport.admin.rest;

import dev.sallyport.admin.service.ApiProblem;
import dev.sallyport.admin.service.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the API.
 *
 * @param bodyOrNull what becomes JSON; null if there is nothing to say
 */
public record ApiResult(int status, Map<String, String> headers, @Nullable Object bodyOrNull) {
  static final String PROBLEM_JSON = "application/problem+json";

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

  /** What is done, in its own words; or why it is not. */
  static <T> ApiResult of(Result<T> result, Function<T, ApiResult> ifDone) {
    return result.fold(ifDone, why -> of(ApiProblem.of(why)));
  }

  ApiResult with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiResult(status, more, bodyOrNull);
  }

  @Override
  public String toString() {
    return "ApiResult[status=" + status + "]"; // a body may hold the one showing of a token
  }
}

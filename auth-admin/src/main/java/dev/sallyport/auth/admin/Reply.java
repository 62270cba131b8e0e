package dev.sallyport.auth.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the API.
 *
 * @param bodyOrNull what becomes JSON; null if there is nothing to say
 */
record Reply(int status, Map<String, String> headers, @Nullable Object bodyOrNull) {
  static final String PROBLEM_JSON = "application/problem+json";

  static Reply ok(Object body) {
    return new Reply(200, Map.of(), body);
  }

  static Reply noContent() {
    return new Reply(204, Map.of(), null);
  }

  static Reply created(String location, Object body) {
    return new Reply(201, Map.of("Location", location), body);
  }

  static Reply of(ApiProblem problem) {
    return new Reply(problem.status(), Map.of("Content-Type", PROBLEM_JSON), problem.body());
  }

  /** What is done, in its own words; or why it is not. */
  static <T> Reply of(Result<T> result, Function<T, Reply> ifDone) {
    return result.fold(ifDone, why -> of(ApiProblem.of(why)));
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, bodyOrNull);
  }

  @Override
  public String toString() {
    return "Reply[status=" + status + "]"; // a body may hold the one showing of a token
  }
}

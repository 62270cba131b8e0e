package dev.sallyport.servlet.problem;

import dev.sallyport.authorization.RateLimiter.Quota;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of the header fields {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers-11, which is not yet an RFC. They are sent with verified
 * tokens only.
 *
 * <pre>{@code
 * RateLimitFields.writeRetryAfter(Duration.ofSeconds(5), response);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RateLimitFields {
  private static final String RETRY_AFTER = "Retry-After";

  /** The largest integer of structured fields (RFC 9651 section 3.3.1). */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  private static final String POLICY = "RateLimit-Policy";
  private static final String STATE = "RateLimit";

  private RateLimitFields() {}

  /** Writes the fields; none if there are no quotas. */
  public static void write(List<Quota> quotas, HttpServletResponse response) {
    if (!quotas.isEmpty()) {
      response.setHeader(POLICY, policies(quotas));
      response.setHeader(STATE, states(quotas));
    }
  }

  /** Removes the fields that an earlier filter wrote. Must be called before the body is written. */
  static void remove(HttpServletResponse response) {
    if (!response.containsHeader(POLICY) && !response.containsHeader(STATE)) {
      return;
    }
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      if (!name.equalsIgnoreCase(POLICY) && !name.equalsIgnoreCase(STATE)) {
        kept.put(name, List.copyOf(response.getHeaders(name)));
      }
    }
    response.reset(); // the only way to remove a field in Servlet 6.0
    kept.forEach(
        (name, values) -> {
          response.setHeader(name, values.get(0));
          values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
  }

  /** Writes {@code Retry-After} in whole seconds, rounded up; nothing for zero or less. */
  public static void writeRetryAfter(Duration retryAfter, HttpServletResponse response) {
    if (retryAfter.compareTo(Duration.ZERO) > 0) {
      response.setHeader(RETRY_AFTER, String.valueOf(seconds(retryAfter)));
    }
  }

  private static String policies(List<Quota> quotas) {
    StringBuilder text = new StringBuilder();
    for (Quota quota : quotas) {
      item(text, quota)
          .append(";q=")
          .append(integer(quota.limit()))
          .append(";w=")
          .append(integer(Math.max(1, seconds(quota.window()))));
    }
    return text.toString();
  }

  private static String states(List<Quota> quotas) {
    StringBuilder text = new StringBuilder();
    for (Quota quota : quotas) {
      item(text, quota)
          .append(";r=")
          .append(integer(quota.remaining()))
          .append(";t=")
          .append(integer(seconds(quota.untilFull())));
    }
    return text.toString();
  }

  /** Appends a string of structured fields; characters that it cannot have become hyphens. */
  private static StringBuilder item(StringBuilder list, Quota quota) {
    list.append(list.isEmpty() ? "\"" : ", \"");
    String name = quota.policy();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        list.append('\\');
      }
      list.append(c < ' ' || c > '~' ? '-' : c);
    }
    return list.append('"');
  }

  private static long integer(long number) {
    return Math.max(0, Math.min(number, MAX_INTEGER));
  }

  private static long seconds(Duration duration) {
    long whole = duration.toSeconds();
    return duration.toNanosPart() == 0 ? whole : whole + 1;
  }
}

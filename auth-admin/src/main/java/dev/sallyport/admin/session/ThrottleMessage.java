package dev.sallyport.admin.session;

import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.authentication.LoginResult.Throttled;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** Messages about the time to wait after too many attempts. */
public final class ThrottleMessage {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private ThrottleMessage() {}

  /** Sets the header {@code Retry-After}, and returns the sentence to show. */
  public static String of(Throttled throttled, HttpServletResponse response) {
    Duration wait = wait(throttled.retryAfter());
    response.setHeader("Retry-After", String.valueOf(wait.toSeconds()));
    return "Too many failed attempts. Try again in " + TimeFormat.length(wait) + ".";
  }

  /** Returns the sentence to show after too many searches for keys of tokens. */
  public static String ofSearch(Duration retryAfter) {
    return "Too many searches for tokens from this network. Try again in "
        + TimeFormat.length(wait(retryAfter))
        + ".";
  }

  /** Returns the time to wait as shown: at least a second. */
  public static Duration wait(Duration retryAfter) {
    return retryAfter.compareTo(LEAST) < 0 ? LEAST : retryAfter;
  }
}

package dev.sallyport.admin.session;

import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.authentication.LoginResult.Throttled;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** Message about the time to wait after failed sign-ins. */
public final class ThrottleMessage {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private ThrottleMessage() {}

  /** Sets the header {@code Retry-After}, and returns the sentence to show. */
  public static String of(Throttled throttled, HttpServletResponse response) {
    Duration retryAfter = throttled.retryAfter();
    Duration wait = retryAfter.compareTo(LEAST) < 0 ? LEAST : retryAfter;
    response.setHeader("Retry-After", String.valueOf(wait.toSeconds()));
    return "Too many failed attempts. Try again in " + TimeFormat.length(wait) + ".";
  }
}

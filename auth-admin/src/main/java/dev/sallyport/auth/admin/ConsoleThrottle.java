package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult.Throttled;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** Says how long to wait after passwords that did not fit. */
final class ConsoleThrottle {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private ConsoleThrottle() {}

  /** Tells the client in a header, and answers with the sentence for people. */
  static String tell(Throttled throttled, HttpServletResponse response) {
    Duration asked = throttled.retryAfter();
    Duration wait = asked.compareTo(LEAST) < 0 ? LEAST : asked;
    response.setHeader("Retry-After", String.valueOf(wait.toSeconds()));
    return "Too many attempts failed. Try again in " + ConsoleTime.length(wait) + ".";
  }
}

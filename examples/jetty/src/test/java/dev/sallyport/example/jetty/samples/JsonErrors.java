package dev.sallyport.example.jetty.samples;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.servlet.problem.DenialResponder;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.RateLimitFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

// sample: responder
/** Responds with the errors that the clients of this application know. */
public final class JsonErrors implements DenialResponder {
  @Override
  public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RateLimitFields.writeRetryAfter(denied.retryAfter(), response);
    Map<String, String> body = Map.of("error", Problem.of(denied.reason()).name());
    JsonBody.send("application/json", body, request, response);
  }

  @Override
  public void unavailable(
      Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RateLimitFields.writeRetryAfter(retryAfter, response);
    JsonBody.send("application/json", Map.of("error", "unavailable"), request, response);
  }
}
// end

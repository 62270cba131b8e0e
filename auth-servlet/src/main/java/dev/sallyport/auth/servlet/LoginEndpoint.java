package dev.sallyport.auth.servlet;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.Logins;
import dev.sallyport.auth.servlet.LoginDesk.Outcome;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.KeyMade;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.Later;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.NoKey;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.NotLoggedIn;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.NotNow;
import dev.sallyport.auth.servlet.LoginDesk.Outcome.Overheard;
import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does the work of a {@link LoginServlet}. */
final class LoginEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  private LoginEndpoint() {}

  static void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Checkpoint checkpoint = Checkpoint.governing(request);
    if (!ENDPOINT.isAsked(checkpoint.problems(), request, response)) {
      return;
    }
    Logins logins =
        checkpoint
            .gate()
            .logins()
            .orElseThrow(() -> new ServletException(TokenlessServlets.NO_PASSWORDS));
    answer(
        new LoginDesk(checkpoint, logins, checkpoint.loginFailures()).receive(request),
        checkpoint,
        request,
        response);
  }

  private static void answer(
      Outcome outcome,
      Checkpoint checkpoint,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemResponder problems = checkpoint.problems();
    if (outcome instanceof KeyMade made) {
      checkpoint.noStore(response);
      Json.send("application/json", body(made.created(), checkpoint.settings()), request, response);
    } else if (outcome instanceof NotLoggedIn not) {
      problems.refuseLogin(not.reason(), request, response);
    } else if (outcome instanceof NoKey none) {
      Problem problem =
          none.reason() == Reason.LIMIT_REACHED ? Problem.TOO_MANY_KEYS : Problem.NOT_STAFF;
      problems.forbidLogin(problem, request, response);
    } else if (outcome instanceof Overheard) {
      problems.forbidLogin(Problem.INSECURE_LOGIN, request, response);
    } else if (outcome instanceof NotNow not) {
      problems.tooManyAttempts(not.retryAfter(), request, response);
    } else if (outcome instanceof Later later) {
      int retryAfter = later.retryAfterSeconds();
      problems.unavailable(Problem.LOGIN_UNAVAILABLE, retryAfter, request, response);
    }
  }

  /** What django-rest-knox tells, in its order. */
  private static Map<String, @Nullable Object> body(Created created, Settings settings) {
    Optional<Instant> expiry = Optional.ofNullable(created.key().expiresAt());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(
        "expiry", expiry.map(settings.get(HttpSettings.LOGIN_EXPIRY_FORMAT)::format).orElse(null));
    body.put("token", created.token().reveal());
    if (settings.get(HttpSettings.LOGIN_USER)) {
      body.put("user", Map.of("username", created.key().owner().username()));
    }
    return body;
  }
}

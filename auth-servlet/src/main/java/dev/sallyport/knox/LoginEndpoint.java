package dev.sallyport.knox;

import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.LoginService.Outcome;
import dev.sallyport.knox.LoginService.Outcome.KeyMade;
import dev.sallyport.knox.LoginService.Outcome.Later;
import dev.sallyport.knox.LoginService.Outcome.NoKey;
import dev.sallyport.knox.LoginService.Outcome.NotLoggedIn;
import dev.sallyport.knox.LoginService.Outcome.NotNow;
import dev.sallyport.knox.LoginService.Outcome.Overheard;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.Endpoint;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.validation.ServletMappingValidator;
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
    FilterAuthenticator checkpoint = FilterAuthenticator.governing(request);
    if (!ENDPOINT.isAsked(checkpoint.problems(), request, response)) {
      return;
    }
    PasswordAuthenticator logins =
        checkpoint
            .gate()
            .logins()
            .orElseThrow(() -> new ServletException(ServletMappingValidator.NO_PASSWORDS));
    answer(
        new LoginService(checkpoint, logins, checkpoint.loginFailures()).receive(request),
        checkpoint,
        request,
        response);
  }

  private static void answer(
      Outcome outcome,
      FilterAuthenticator checkpoint,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemResponder problems = checkpoint.problems();
    if (outcome instanceof KeyMade made) {
      checkpoint.noStore(response);
      JsonBody.send(
          "application/json", body(made.created(), checkpoint.settings()), request, response);
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

package dev.sallyport.knox;

import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.LoginService.Outcome;
import dev.sallyport.knox.LoginService.Outcome.InsecureTransport;
import dev.sallyport.knox.LoginService.Outcome.KeyCreated;
import dev.sallyport.knox.LoginService.Outcome.KeyNotAllowed;
import dev.sallyport.knox.LoginService.Outcome.LoginDenied;
import dev.sallyport.knox.LoginService.Outcome.Throttled;
import dev.sallyport.knox.LoginService.Outcome.Unavailable;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.servlet.internal.Endpoint;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.internal.RateLimitedLogger;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Implementation of {@link LoginServlet}. */
final class LoginEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  private final RateLimitedLogger failures = LoginService.newWarning();

  void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    FilterAuthenticator authenticator = FilterAuthenticator.governing(request);
    if (!ENDPOINT.accepts(authenticator.problems(), request, response)) {
      return;
    }
    PasswordAuthenticator logins =
        authenticator
            .sallyport()
            .logins()
            .orElseThrow(() -> new ServletException(LoginMappingRule.PASSWORDS_UNAVAILABLE));
    answer(
        new LoginService(authenticator, logins, failures).logIn(request),
        authenticator,
        request,
        response);
  }

  private static void answer(
      Outcome outcome,
      FilterAuthenticator authenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemResponder problems = authenticator.problems();
    if (outcome instanceof KeyCreated keyCreated) {
      authenticator.noStore(response);
      JsonBody.send(
          "application/json",
          body(keyCreated.created(), authenticator.settings()),
          request,
          response);
    } else if (outcome instanceof LoginDenied denied) {
      problems.denyLogin(denied.reason(), request, response);
    } else if (outcome instanceof KeyNotAllowed notAllowed) {
      Problem problem =
          notAllowed.reason() == Reason.LIMIT_REACHED ? Problem.TOO_MANY_KEYS : Problem.NOT_STAFF;
      problems.forbidLogin(problem, request, response);
    } else if (outcome instanceof InsecureTransport) {
      problems.forbidLogin(Problem.INSECURE_LOGIN, request, response);
    } else if (outcome instanceof Throttled throttled) {
      problems.tooManyAttempts(throttled.retryAfter(), request, response);
    } else if (outcome instanceof Unavailable unavailable) {
      Duration retryAfter = unavailable.retryAfter();
      problems.unavailable(Problem.LOGIN_UNAVAILABLE, retryAfter, request, response);
    }
  }

  /** Returns the members of django-rest-knox's response, in its order. */
  private static Map<String, @Nullable Object> body(Created created, Settings settings) {
    Optional<Instant> expiry = Optional.ofNullable(created.key().expiresAt());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(
        "expiry", expiry.map(settings.get(KnoxSettings.LOGIN_EXPIRY_FORMAT)::format).orElse(null));
    body.put("token", created.token().reveal());
    if (settings.get(KnoxSettings.LOGIN_USER)) {
      body.put("user", Map.of("username", created.key().owner().username()));
    }
    return body;
  }
}

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
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.Endpoint;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.problem.RateLimitFields;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Implementation of {@link LoginServlet}. */
final class LoginEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  private LoginEndpoint() {}

  static void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    RequestAuthenticator authenticator = KeyHolder.authenticatorOf(request);
    if (!ENDPOINT.accepts(authenticator.problems(), request, response)) {
      return;
    }
    PasswordAuthenticator logins =
        authenticator
            .sallyport()
            .logins()
            .orElseThrow(
                () -> new ServletException("the host's OwnerDirectory provides no passwords"));
    answer(
        new LoginService(authenticator, logins).logIn(request), authenticator, request, response);
  }

  private static void answer(
      Outcome outcome,
      RequestAuthenticator authenticator,
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
      response.setHeader("WWW-Authenticate", KnoxProblems.challenge(authenticator.settings()));
      problems.answer(KnoxProblems.ofLogin(denied.reason()), request, response);
    } else if (outcome instanceof KeyNotAllowed notAllowed) {
      forbid(
          notAllowed.reason() == Reason.LIMIT_REACHED
              ? KnoxProblems.TOO_MANY_KEYS
              : KnoxProblems.NOT_STAFF,
          problems,
          request,
          response);
    } else if (outcome instanceof InsecureTransport) {
      forbid(KnoxProblems.INSECURE_LOGIN, problems, request, response);
    } else if (outcome instanceof Throttled throttled) {
      RateLimitFields.writeRetryAfter(throttled.retryAfter(), response);
      problems.answer(KnoxProblems.TOO_MANY_LOGINS, request, response);
    } else if (outcome instanceof Unavailable unavailable) {
      authenticator.sendUnavailable(
          KnoxProblems.LOGIN_UNAVAILABLE, unavailable.failure(), request, response);
    }
  }

  /** Sends a problem to a user who may not get a key; {@code error} repeats the detail. */
  private static void forbid(
      Problem problem,
      ProblemResponder problems,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    problems.answer(problem, Map.of("error", problem.detail()), request, response);
  }

  /** Returns the members of django-rest-knox's response, in its order. */
  private static Map<String, @Nullable Object> body(Created created, Settings settings) {
    Optional<Instant> expiry = Optional.ofNullable(created.key().expiresAt());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(
        "expiry", expiry.map(settings.get(KnoxSettings.LOGIN_EXPIRY_FORMAT)::format).orElse(null));
    body.put("token", created.token().reveal());
    if (settings.get(KnoxSettings.LOGIN_USER)) {
      body.put("user", Map.of("username", created.key().owner().userId()));
    }
    return body;
  }
}

package dev.sallyport.servlet.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.servlet.RevokeServlet;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.problem.Endpoint;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.JsonText;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.problem.RateLimitFields;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Implementation of {@link RevokeServlet}. */
public final class RevokeEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");
  private static final int MAX_BYTES = 2048;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private RevokeEndpoint() {}

  /** Returns a new logger for the failed revocations of one filter. */
  static RateLimitedLogger newWarning() {
    return new RateLimitedLogger(
        LoggerFactory.getLogger(RevokeEndpoint.class), "Could not revoke a token");
  }

  /** Deactivates the key of the token in the body of a request. */
  public static void serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FilterAuthenticator authenticator = FilterAuthenticator.governing(request);
    ProblemResponder problems = authenticator.problems();
    if (!ENDPOINT.accepts(problems, request, response)) {
      return;
    }
    boolean isJson = JsonText.mediaType(request.getContentType()).equals(JSON);
    if (!isJson && !mediaType(request.getContentType()).equals(TEXT)) {
      problems.answer(Problem.UNSUPPORTED_BODY, request, response);
      return;
    }
    byte[] body = body(request);
    if (body.length > MAX_BYTES) {
      problems.answer(Problem.BODY_TOO_LARGE, request, response);
      return;
    }
    Optional<String> json = isJson ? JsonText.decode(body) : Optional.empty();
    if (isJson && json.isEmpty()) {
      problems.answer(Problem.UNSUPPORTED_BODY, request, response);
      return;
    }
    Optional<String> text =
        isJson
            ? json.flatMap(it -> JsonBody.text(it, "token"))
            : Optional.of(new String(body, UTF_8));
    Optional<Secret> token = text.flatMap(authenticator::tokenIn);
    if (token.isPresent()) {
      revoke(token.get(), authenticator, request, response);
    } else {
      problems.answer(Problem.NO_TOKEN_IN_BODY, request, response);
    }
  }

  private static void revoke(
      Secret token,
      FilterAuthenticator authenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProblemResponder problems = authenticator.problems();
    try {
      TokenRevocation revocation =
          new TokenRevocation(authenticator.sallyport(), "possession", "revoked by possession");
      Duration wait = revocation.revoke(token, authenticator.clientOf(request));
      if (!wait.isZero()) {
        RateLimitFields.writeRetryAfter(wait, response);
        problems.answer(Problem.of(DenialReason.TOO_MANY_FAILURES), request, response);
        return;
      }
    } catch (OverloadedException | StoreException e) {
      authenticator.revocationFailures().warn(e);
      RateLimitFields.writeRetryAfter(Unavailable.because(e).retryAfter(), response);
      problems.answer(Problem.REVOCATION_UNAVAILABLE, request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  /** Reads the body, up to one byte more than the limit. */
  private static byte[] body(HttpServletRequest request) throws IOException {
    return request.getContentLengthLong() > MAX_BYTES
        ? new byte[MAX_BYTES + 1]
        : request.getInputStream().readNBytes(MAX_BYTES + 1);
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}

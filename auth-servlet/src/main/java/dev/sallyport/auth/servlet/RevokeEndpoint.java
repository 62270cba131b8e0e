package dev.sallyport.auth.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.servlet.Decision.Unknown;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Does the work of a {@link RevokeServlet}. */
final class RevokeEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");
  private static final int MAX_BYTES = 2048;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private RevokeEndpoint() {}

  /** One for all revocations by the settings of a filter. */
  static RareWarning newWarning() {
    return new RareWarning(
        LoggerFactory.getLogger(RevokeEndpoint.class), "Could not revoke a token");
  }

  static void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Checkpoint checkpoint = Checkpoint.governing(request);
    ProblemResponder problems = checkpoint.problems();
    if (!ENDPOINT.isAsked(problems, request, response)) {
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
        isJson ? json.flatMap(it -> Json.text(it, "token")) : Optional.of(new String(body, UTF_8));
    Optional<Secret> token = text.flatMap(checkpoint::tokenIn);
    if (token.isPresent()) {
      revoke(token.get(), checkpoint, request, response);
    } else {
      problems.answer(Problem.NO_TOKEN_IN_BODY, request, response);
    }
  }

  private static void revoke(
      Secret token, Checkpoint checkpoint, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Revocation revocation =
          new Revocation(checkpoint.gate(), "possession", "revoked by possession");
      Duration wait = revocation.revoke(token, checkpoint.clientOf(request));
      if (!wait.isZero()) {
        checkpoint.problems().tooManyAttempts(wait, request, response);
        return;
      }
    } catch (VerifierBusyException | StoreException e) {
      checkpoint.revocationFailures().tell(e);
      int retryAfter = Unknown.because(e).retryAfterSeconds();
      checkpoint
          .problems()
          .unavailable(Problem.REVOCATION_UNAVAILABLE, retryAfter, request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  /** One byte more than there may be, if there are more. */
  private static byte[] body(HttpServletRequest request) throws IOException {
    return request.getContentLengthLong() > MAX_BYTES
        ? new byte[MAX_BYTES + 1]
        : request.getInputStream().readNBytes(MAX_BYTES + 1);
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}

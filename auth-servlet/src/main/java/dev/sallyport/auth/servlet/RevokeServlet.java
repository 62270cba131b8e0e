package dev.sallyport.auth.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.servlet.Decision.Unknown;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Switches off the key whose token somebody has found: for {@code /api/v1/auth/revoke/*}, which
 * every {@link SallyportFilter} that is mapped to it must exempt.
 *
 * <p>Takes a POST of the token, as {@code text/plain} or as {@code token} in a JSON object, of at
 * most 2 KiB. Who has a token may end it, and nobody learns from the answer, 202 (or 429 after too
 * many), whether there was anything to end.
 */
public final class RevokeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Endpoint ENDPOINT = Endpoint.of("POST");
  private static final int MAX_BYTES = 2048;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private final transient RareWarning failures =
      new RareWarning(LoggerFactory.getLogger(RevokeServlet.class), "Could not revoke a token");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Checkpoint checkpoint =
        Checkpoint.of(request)
            .or(() -> Checkpoint.of(getServletContext()))
            .orElseThrow(() -> new ServletException(TokenlessServlets.noGate("RevokeServlet")));
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
    Optional<String> token =
        isJson
            ? json.flatMap(it -> Json.text(it, "token"))
            : Optional.of(new String(body, UTF_8).strip());
    revoke(token, checkpoint, request, response);
  }

  private void revoke(
      Optional<String> token,
      Checkpoint checkpoint,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      Revocation revocation =
          new Revocation(checkpoint.gate(), "possession", "revoked by possession");
      Duration wait = revocation.revoke(Secret.of(token.orElse("")), checkpoint.clientOf(request));
      if (!wait.isZero()) {
        checkpoint.problems().tooManyAttempts(wait, request, response);
        return;
      }
    } catch (VerifierBusyException | StoreException e) {
      failures.tell(e);
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

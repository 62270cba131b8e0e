package dev.sallyport.servlet.problem;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Responder that calls the host's, and sends the problem document if that fails.
 *
 * <pre>{@code
 * DenialResponder responder = new GuardedResponder(host, problems, failure -> log.warn("failed"));
 * }</pre>
 *
 * @param host the responder of the host
 * @param problems the standard responder
 * @param onFailure receives the failures of the host's responder
 * @since 0.1.0
 */
public record GuardedResponder(
    DenialResponder host, ProblemResponder problems, Consumer<Throwable> onFailure)
    implements DenialResponder {
  @Override
  public void deny(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (problems.begin(Problem.of(denied.reason()), request, response)) {
      tryEach(
          () -> host.deny(denied, request, response),
          () -> problems.deny(denied, request, response),
          response);
    }
  }

  @Override
  public void unavailable(
      Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (problems.begin(Problem.UNAVAILABLE, request, response)) {
      tryEach(
          () -> host.unavailable(retryAfter, request, response),
          () -> problems.unavailable(retryAfter, request, response),
          response);
    }
  }

  private void tryEach(Attempt first, Attempt second, HttpServletResponse response)
      throws IOException {
    try {
      first.run();
    } catch (IOException | RuntimeException | LinkageError e) {
      onFailure.accept(e);
      if (!response.isCommitted()) {
        response.reset(); // also of the host's header fields and writer
        second.run();
      }
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }
}

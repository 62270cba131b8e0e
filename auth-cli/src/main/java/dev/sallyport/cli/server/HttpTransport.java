package dev.sallyport.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * HTTP transport to one server. Redirects are not followed. The response time and the size of the
 * body are limited. Thread-safe.
 */
public final class HttpTransport {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Scheme of the challenges of servers that accept tokens in a header of their own only. */
  private static final String IN_HEADER = "ApiKey";

  private static final Pattern CHALLENGE = Pattern.compile("\\A[A-Za-z][A-Za-z0-9-]{0,30} ");
  private static final String PROBLEM = "application/problem+json";

  private final String server;
  private final int maxBody;
  private final Duration timeout;
  private final Duration wholeTimeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  private volatile String scheme = "Token";

  /**
   * Creates a transport with timeouts of 30 seconds for the header and 40 seconds for the response.
   *
   * @param server the address of the server in error messages
   * @param maxBody the maximum size of a body, in bytes
   */
  public HttpTransport(String server, int maxBody) {
    this(server, maxBody, TIMEOUT, TIMEOUT.plus(CONNECT_TIMEOUT));
  }

  /**
   * Creates a transport with other timeouts.
   *
   * @param server the address of the server in error messages
   * @param maxBody the maximum size of a body, in bytes
   * @param timeout the timeout for the header of a response
   * @param wholeTimeout the timeout for the whole response
   */
  public HttpTransport(String server, int maxBody, Duration timeout, Duration wholeTimeout) {
    this.server = server;
    this.maxBody = maxBody;
    this.timeout = timeout;
    this.wholeTimeout = wholeTimeout;
  }

  /** Response of the server. */
  record Answer(int status, HttpHeaders headers, String body) {
    @Override
    public String toString() {
      return "Answer[status=" + status + "]"; // a body may contain a token
    }
  }

  /**
   * Sends a request with a token. If the server names other schemes, sends it again by the first of
   * them.
   *
   * @throws UnavailableException if the server does not respond in time, or the body is too long
   */
  Answer send(HttpRequest.Builder request, Secret token) {
    Answer answer = send(authenticated(request, token));
    Optional<String> other = otherScheme(answer);
    if (other.isEmpty()) {
      return answer;
    }
    scheme = other.get();
    return send(authenticated(request, token));
  }

  private HttpRequest.Builder authenticated(HttpRequest.Builder request, Secret token) {
    return scheme.equals(IN_HEADER)
        ? request.copy().header("X-API-Key", token.reveal())
        : request.copy().header("Authorization", scheme + " " + token.reveal());
  }

  /** Returns the first scheme of a challenge by Sallyport; empty if the current one is offered. */
  private Optional<String> otherScheme(Answer answer) {
    boolean isChallenge =
        answer.status() == 401
            && answer.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM);
    List<String> offered =
        answer.headers().allValues("WWW-Authenticate").stream()
            .flatMap(it -> CHALLENGE.matcher(it).results().map(MatchResult::group))
            .map(String::strip)
            .toList();
    return isChallenge && offered.stream().noneMatch(scheme::equalsIgnoreCase)
        ? offered.stream().findFirst()
        : Optional.empty();
  }

  /**
   * Sends a request.
   *
   * @throws UnavailableException if the server does not respond in time, or the body is too long
   */
  public Answer send(HttpRequest.Builder request) {
    HttpRequest sent = request.timeout(timeout).header("User-Agent", CliContext.COMMAND).build();
    CompletableFuture<Answer> answer =
        client.sendAsync(sent, BodyHandlers.ofInputStream()).thenApplyAsync(this::read);
    try {
      // The request's timeout covers only the header; this one also covers a slow body.
      return answer.get(wholeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(
          isTlsFailure(e)
              ? "offers no trusted TLS connection"
              : "cannot be reached, or its response could not be read",
          e);
    } catch (TimeoutException e) {
      throw unavailable("did not respond in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("did not respond before the command was interrupted", e);
    }
  }

  private Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(maxBody + 1);
      if (bytes.length > maxBody) {
        throw new IOException("the response is longer than " + maxBody + " bytes");
      }
      return new Answer(response.statusCode(), response.headers(), new String(bytes, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTlsFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private UnavailableException unavailable(String what, Exception cause) {
    return new UnavailableException("the server at " + server + " " + what, cause);
  }
}

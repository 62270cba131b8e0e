package dev.sallyport.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UnavailableException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Talks to one server, and to no other: redirects are not followed. Waits for it, and reads of it,
 * no more than is bearable.
 */
public final class HttpTransport {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

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

  /**
   * To a server.
   *
   * @param server what to call it, should it fail
   * @param maxBody what an answer may have, in bytes
   */
  public HttpTransport(String server, int maxBody) {
    this(server, maxBody, TIMEOUT, TIMEOUT.plus(CONNECT_TIMEOUT));
  }

  /**
   * The same with another patience.
   *
   * @param timeout for the header of an answer
   * @param wholeTimeout for all of it
   */
  public HttpTransport(String server, int maxBody, Duration timeout, Duration wholeTimeout) {
    this.server = server;
    this.maxBody = maxBody;
    this.timeout = timeout;
    this.wholeTimeout = wholeTimeout;
  }

  /** What came back. */
  record Answer(int status, HttpHeaders headers, String body) {
    @Override
    public String toString() {
      return "Answer[status=" + status + "]"; // a body may hold a token
    }
  }

  /**
   * Sends a request.
   *
   * @throws UnavailableException if there is no answer, or one that is too long
   */
  public Answer send(HttpRequest.Builder request) {
    HttpRequest sent = request.timeout(timeout).header("User-Agent", CliContext.COMMAND).build();
    CompletableFuture<Answer> answer =
        client.sendAsync(sent, BodyHandlers.ofInputStream()).thenApplyAsync(this::read);
    try {
      // The request's own timeout ends with the header; this one holds for a body that drips in.
      return answer.get(wholeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(
          isOfTls(e)
              ? "offers no TLS connection that can be trusted"
              : "cannot be reached, or broke off",
          e);
    } catch (TimeoutException e) {
      throw unavailable("did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e);
    }
  }

  private Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(maxBody + 1);
      if (bytes.length > maxBody) {
        throw new IOException("the answer is longer than " + maxBody + " bytes");
      }
      return new Answer(response.statusCode(), response.headers(), new String(bytes, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfTls(Throwable failure) {
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

package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Presents a token to one server, and to no other: redirects are not followed. */
final class WhoamiClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_BODY = 1 << 20;

  private final WhoamiUrl url;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  WhoamiClient(WhoamiUrl url) {
    this.url = url;
  }

  /**
   * Asks.
   *
   * @throws UnavailableException if there is no answer, or one that is too long
   */
  WhoamiAnswer ask(Secret token) {
    HttpRequest request =
        HttpRequest.newBuilder(url.uri())
            .timeout(TIMEOUT)
            .header("Authorization", "Token " + token.reveal())
            .header("Accept", "application/json, application/problem+json")
            .header("Content-Type", "application/json")
            .header("User-Agent", CommandTree.NAME)
            .POST(BodyPublishers.noBody())
            .build();
    CompletableFuture<WhoamiAnswer> answer =
        client
            .sendAsync(request, BodyHandlers.ofInputStream())
            .thenApplyAsync(response -> read(response, token));
    try {
      // The request's own timeout ends with the header; this one holds for a body that drips in.
      return answer.get(TIMEOUT.plus(CONNECT_TIMEOUT).toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unavailable("cannot be reached, or broke off", e);
    } catch (TimeoutException e) {
      throw unavailable("did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e);
    }
  }

  private static WhoamiAnswer read(HttpResponse<InputStream> response, Secret token) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new IOException("the answer is longer than " + MAX_BODY + " bytes");
      }
      return WhoamiAnswer.of(response.statusCode(), bytes, token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UnavailableException unavailable(String what, Exception cause) {
    return new UnavailableException("the server at " + url + " " + what, cause);
  }
}

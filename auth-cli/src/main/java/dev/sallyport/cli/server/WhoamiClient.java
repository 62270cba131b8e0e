package dev.sallyport.cli.server;

import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.token.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Presents a token to a server that is to say whose it is. */
public record WhoamiClient(ServerUrl url) {
  private static final int MAX_BODY = 1 << 20;

  /**
   * Asks.
   *
   * @throws UnavailableException if there is no answer, or one that is too long
   */
  public WhoamiAnswer ask(Secret token) {
    HttpTransport.Answer answer =
        new HttpTransport(url.toString(), MAX_BODY)
            .send(
                HttpRequest.newBuilder(url.uri())
                    .header("Authorization", "Token " + token.reveal())
                    .header("Accept", "application/json, application/problem+json")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.noBody()));
    return WhoamiAnswer.of(answer.status(), answer.body(), token);
  }
}

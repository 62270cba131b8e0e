package dev.sallyport.cli.server;

import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.token.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Client that asks a server for the owner of a token. */
public record WhoamiClient(ServerUrl url) {
  private static final int MAX_BODY = 1 << 20;

  /**
   * Sends the request.
   *
   * @throws UnavailableException if the server does not respond in time, or the body is too long
   */
  public WhoamiAnswer ask(Secret token) {
    HttpTransport.Answer answer =
        new HttpTransport(url.toString(), MAX_BODY)
            .send(
                HttpRequest.newBuilder(url.uri())
                    .header("Accept", "application/json, application/problem+json")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.noBody()),
                token);
    return WhoamiAnswer.of(answer.status(), answer.body(), token);
  }
}

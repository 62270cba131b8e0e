package dev.sallyport.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a server said. A server that repeats the token does not get it onto the screen.
 *
 * @param status the HTTP status
 * @param pretty its JSON, indented; empty if the body was none
 * @param explanation why it refused, in the server's words
 */
public record WhoamiAnswer(int status, String pretty, String explanation) {
  private static final int MAX_EXPLANATION = 500;
  private static final String HIDDEN = "[hidden]";

  static WhoamiAnswer of(int status, String body, Secret token) {
    Optional<JsonNode> json = JsonOutput.parse(body).filter(JsonNode::isObject);
    String pretty = json.map(JsonOutput::pretty).orElse("");
    String explanation = json.map(WhoamiAnswer::explain).orElseGet(() -> withoutJson(status));
    return new WhoamiAnswer(
        status, hide(token, pretty), PrintableText.cut(hide(token, explanation), MAX_EXPLANATION));
  }

  public boolean isGranted() {
    return status == 200 && !pretty.isEmpty();
  }

  /** Whether the server could not answer, rather than refused; asking later may help. */
  public boolean isServersFault() {
    return status >= 500 || status == 200;
  }

  /** Smarter's members first, then those of RFC 9457. */
  private static String explain(JsonNode problem) {
    String description =
        Stream.of("description", "detail", "title")
            .map(name -> problem.path(name).asText(""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("unknown error");
    return (description + " " + problem.path("context").asText("")).strip();
  }

  private static String withoutJson(int status) {
    return status / 100 == 3
        ? "it redirects, and a key is not sent on to another address"
        : "the answer is not a JSON object";
  }

  private static String hide(Secret token, String text) {
    return text.replace(token.reveal(), HIDDEN);
  }
}

package dev.sallyport.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Response of a server to {@code whoami}. Occurrences of the token are masked.
 *
 * @param status the HTTP status
 * @param pretty the JSON object of the body, indented; empty if the body is none
 * @param explanation the server's explanation of a denial
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

  /** Returns whether the server accepted the API key. */
  public boolean isAuthenticated() {
    return status == 200 && !pretty.isEmpty();
  }

  /** Returns whether the server failed or its response is malformed; a retry may succeed. */
  public boolean isServerError() {
    return status >= 500 || status == 200;
  }

  /** Prefers Smarter's members to those of RFC 9457. */
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
        ? "the server redirects; the API key is not sent to another address"
        : "the response is not a JSON object";
  }

  private static String hide(Secret token, String text) {
    return text.replace(token.reveal(), HIDDEN);
  }
}

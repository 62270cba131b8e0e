package dev.sallyport.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.token.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the management API, with a key and for a reason. */
final class ApiClient {
  /** A page of the largest keys there can be has room in it. */
  private static final int MAX_BODY = 32 << 20;

  private static final String HIDDEN = "[hidden]";

  private final ApiUrl url;
  private final Secret key;
  private final String reason;
  private final HttpTransport wire;

  /**
   * A client.
   *
   * @param reason why something is changed, for the audit log; may be empty
   */
  ApiClient(ApiUrl url, Secret key, String reason) {
    this.url = url;
    this.key = key;
    this.reason = reason;
    this.wire = new HttpTransport(url.toString(), MAX_BODY);
  }

  /** What it says under a path, or why not. */
  ApiReply get(Map<String, String> parameters, String... segments) {
    return send("GET", null, parameters, segments);
  }

  ApiReply get(String... segments) {
    return get(Map.of(), segments);
  }

  ApiReply post(String... segments) {
    return send("POST", null, because(), segments);
  }

  ApiReply post(Object body, String... segments) {
    return send("POST", body, because(), segments);
  }

  ApiReply put(String... segments) {
    return send("PUT", null, because(), segments);
  }

  ApiReply put(Object body, String... segments) {
    return send("PUT", body, because(), segments);
  }

  /** Changes it in whatever version it is. */
  ApiReply patch(Object body, String... segments) {
    return send("PATCH", body, because(), segments);
  }

  ApiReply delete(String... segments) {
    return send("DELETE", null, because(), segments);
  }

  private Map<String, String> because() {
    return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
  }

  private ApiReply send(
      String method, @Nullable Object body, Map<String, String> parameters, String... segments) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.uri(new LinkedHashMap<>(parameters), segments))
            .header("Authorization", "Token " + key.reveal())
            .header("Accept", "application/json, application/problem+json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JsonOutput.text(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (method.equals("PATCH")) {
      request.header("If-Match", "*");
    }
    HttpTransport.Answer answer = wire.send(request);
    // A server that repeats the key does not get it onto the screen.
    Optional<JsonNode> json =
        JsonOutput.parse(answer.body().replace(key.reveal(), HIDDEN)).filter(JsonNode::isObject);
    return new ApiReply(url.toString(), answer.status(), answer.headers(), json.orElse(null));
  }
}

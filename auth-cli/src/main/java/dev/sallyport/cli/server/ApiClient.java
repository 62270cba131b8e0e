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

/** Client of the management API. Sends an API key and, with changes, a reason. */
final class ApiClient {
  /** In bytes. A page of keys of maximum size fits. */
  private static final int MAX_BODY = 32 << 20;

  private static final String HIDDEN = "[hidden]";

  private final ApiUrl url;
  private final Secret key;
  private final String reason;
  private final HttpTransport transport;

  /**
   * Creates a client.
   *
   * @param key the token of the API key
   * @param reason the reason of changes for the audit log; may be empty
   */
  ApiClient(ApiUrl url, Secret key, String reason) {
    this.url = url;
    this.key = key;
    this.reason = reason;
    this.transport = new HttpTransport(url.toString(), MAX_BODY);
  }

  /** Returns the address of the server. */
  String server() {
    return url.toString();
  }

  /** Sends a GET request. */
  ApiReply get(Map<String, String> parameters, String... segments) {
    return send("GET", null, parameters, segments);
  }

  ApiReply get(String... segments) {
    return get(Map.of(), segments);
  }

  ApiReply post(String... segments) {
    return send("POST", null, reasonParameter(), segments);
  }

  ApiReply post(Object body, String... segments) {
    return send("POST", body, reasonParameter(), segments);
  }

  ApiReply put(String... segments) {
    return send("PUT", null, reasonParameter(), segments);
  }

  ApiReply put(Object body, String... segments) {
    return send("PUT", body, reasonParameter(), segments);
  }

  /** Sends a PATCH request that applies to any version of the key ({@code If-Match: *}). */
  ApiReply patch(Object body, String... segments) {
    return send("PATCH", body, reasonParameter(), segments);
  }

  ApiReply delete(String... segments) {
    return send("DELETE", null, reasonParameter(), segments);
  }

  private Map<String, String> reasonParameter() {
    return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
  }

  private ApiReply send(
      String method, @Nullable Object body, Map<String, String> parameters, String... segments) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.uri(new LinkedHashMap<>(parameters), segments))
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
    HttpTransport.Answer answer = transport.send(request, key);
    // A response that contains the token must not be printed.
    Optional<JsonNode> json =
        JsonOutput.parse(answer.body().replace(key.reveal(), HIDDEN)).filter(JsonNode::isObject);
    return new ApiReply(url.toString(), answer.status(), answer.headers(), json);
  }
}

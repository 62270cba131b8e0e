package dev.sallyport.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Response of the server. */
public record Answer(HttpResponse<String> response) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  public JsonNode json() {
    try {
      return MAPPER.readTree(response.body());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }

  /** Returns the JSON value at a path such as {@code /key/id} as text. */
  String at(String pointer) {
    return json().at(pointer).asText();
  }

  List<String> all(String array, String member) {
    return json().at(array).findValuesAsText(member);
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Returns the last segment of the problem's type. */
  String problem() {
    String type = at("/type");
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** Returns everything that distinguishes responses, except times. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }
}

package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sallyport.admin.rest.OpenApi;
import dev.sallyport.admin.rest.Route;
import dev.sallyport.admin.rest.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Validator of responses against the OpenAPI document. */
final class OpenApiDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  final JsonNode root = OpenApi.read();
  final Set<String> succeeded = new TreeSet<>();

  /** Schemas by part of the document, cached because compiling them is slow. */
  private static final Map<JsonNode, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Returns an operation such as {@code GET /keys/{id}}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          assertThat(METHODS).contains(method);
                          operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }));
    return operations;
  }

  JsonNode operation(String methodAndPath) {
    String[] parts = methodAndPath.split(" ", 2);
    return root.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  /** Fails unless the document describes the response to the request. */
  void check(String method, String pathAndQuery, String body, Answer answer) throws Exception {
    String path = pathAndQuery.split("\\?", 2)[0].replaceFirst("(?<=.)/$", "");
    String asGet = method.equals("HEAD") ? "GET" : method;
    for (Route route : Router.ofApi().routes()) {
      if (route.method().equals(asGet) && route.match(path).isPresent()) {
        checkOperation(asGet + " " + route.path(), method, body, answer);
        return;
      }
    }
    assertThat(answer.status()).as(method + " " + path).isIn(204, 401, 403, 404, 405, 429, 503);
    if (answer.status() != 204) {
      validate(ref("Problem"), answer.json(), path);
    }
  }

  private void checkOperation(String operation, String method, String body, Answer answer)
      throws Exception {
    String what = operation + " " + answer.status() + " " + answer.body();
    JsonNode response = operation(operation).path("responses").path("" + answer.status());
    assertThat(response.isMissingNode()).as(what).isFalse();
    if (response.has("$ref")) {
      response = root.at(response.path("$ref").asText().substring(1));
    }
    if (answer.status() < 300) {
      succeeded.add(operation);
      checkRequest(operation, body, what);
    }
    JsonNode contents = response.path("content");
    if (method.equals("HEAD") || contents.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String mediaType = answer.header("Content-Type").split(";", 2)[0];
    assertThat(contents.has(mediaType)).as(what + " as " + mediaType).isTrue();
    validate(contents.path(mediaType).path("schema"), answer.json(), what);
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean mayBeMissing = name.equals("Link") && operation.contains("/events");
              assertThat(mayBeMissing || !answer.header(name).isEmpty()).as(what + name).isTrue();
            });
  }

  private void checkRequest(String operation, String body, String what) throws Exception {
    JsonNode request = operation(operation).path("requestBody");
    if (body.isEmpty()) {
      assertThat(request.path("required").asBoolean()).as(what).isFalse();
    } else {
      JsonNode schema = request.path("content").path("application/json").path("schema");
      validate(schema, new ObjectMapper().readTree(body), what);
    }
  }

  private static JsonNode ref(String name) {
    return new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  private void validate(JsonNode schema, JsonNode value, String what) {
    List<?> errors =
        SCHEMAS
            .computeIfAbsent(schema, this::compile)
            .validate(
                value,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    assertThat(errors).as(what).isEmpty();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    return REGISTRY.getSchema(whole);
  }
}

package dev.sallyport.admin.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The OpenAPI document of the API, which a test holds against what the API does. */
public final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  static List<Route> all() {
    JsonNode document = read();
    return List.of(Route.get("/openapi.json", call -> ApiResult.ok(at(call.base(), document))));
  }

  /** The document of an API at that path. */
  private static JsonNode at(String base, JsonNode document) {
    JsonNode copy = document.deepCopy();
    ((ObjectNode) copy.at("/servers/0")).put("url", base);
    return copy;
  }

  public static JsonNode read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside the classes");
      }
      // Buffers stay in here: threads of a server would keep them when the application is gone.
      return new ObjectMapper(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                  .build())
          .readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

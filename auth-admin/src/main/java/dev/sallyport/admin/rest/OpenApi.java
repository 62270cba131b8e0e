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

/** OpenAPI document of the API. A test verifies the API against it. */
public final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  static List<Route> all() {
    JsonNode document = read();
    return List.of(Route.get("/openapi.json", call -> ApiResult.ok(at(call.base(), document))));
  }

  /** Returns the document with the path of the API as server URL. */
  private static JsonNode at(String base, JsonNode document) {
    JsonNode copy = document.deepCopy();
    ((ObjectNode) copy.at("/servers/0")).put("url", base);
    return copy;
  }

  /** Reads the document from the class path. */
  public static JsonNode read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + RESOURCE);
      }
      // A pool of its own: thread-local buffers would outlive the application in server threads.
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

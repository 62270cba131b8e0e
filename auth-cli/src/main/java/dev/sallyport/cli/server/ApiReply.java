package dev.sallyport.cli.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.OwnersKeptElsewhereException;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.output.UsageException;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Response of the management API.
 *
 * @param server the address of the server
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param body the JSON object in the body; empty if the body is none
 */
record ApiReply(String server, int status, HttpHeaders headers, Optional<JsonNode> body) {
  private static final String TYPES = "https://sallyport.dev/problems/";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final int MAX_DETAIL = 500;

  /** Returns the name of a documented problem type; empty on success or for other types. */
  String problem() {
    String type = json().path("type").asText("");
    boolean isKnown = status >= 400 && type.startsWith(TYPES) && isJson("application/problem+json");
    return isKnown ? type.substring(TYPES.length()) : "";
  }

  /** Returns whether the management API answered that the resource does not exist. */
  boolean isAbsent() {
    return status == 404 && problem().equals("not-found");
  }

  /**
   * Returns the body.
   *
   * @throws DeniedException if the server denied the request
   * @throws UsageException if the server found the request invalid
   * @throws UnavailableException if the server failed, or its response is malformed
   */
  <T> T read(Class<T> type) {
    return read(type, it -> {});
  }

  /**
   * Returns the body after a check.
   *
   * @param check throws an {@link IllegalArgumentException} for a malformed body
   */
  <T> T read(Class<T> type, Consumer<T> check) {
    return read(AdminJson.CLIENT.constructType(type), check);
  }

  /** Returns the body as a page of a list. */
  <T> PageView<T> readPage(Class<T> item) {
    return read(
        AdminJson.CLIENT.getTypeFactory().constructParametricType(PageView.class, item),
        (PageView<T> page) -> {});
  }

  private <T> T read(JavaType type, Consumer<T> check) {
    requireDone();
    if (status == 204 || !isJson("application/json") || body.isEmpty()) {
      throw malformed();
    }
    try {
      T value = AdminJson.CLIENT.treeToValue(body.get(), type);
      check.accept(value);
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw malformed(); // without the cause, whose message may contain a token
    }
  }

  /** Returns the body; empty if the resource does not exist. */
  <T> Optional<T> readIfAny(Class<T> type) {
    return isAbsent() ? Optional.empty() : Optional.of(read(type));
  }

  /** Throws the exception for the status unless the request succeeded. */
  void requireDone() {
    if (status >= 200 && status < 300) {
      return;
    }
    if (status >= 500) {
      throw new UnavailableException(
          "the server at " + server + " failed: " + explanation() + retry());
    }
    switch (status) {
      case 400, 406, 413, 415 -> throw new UsageException(explanation());
      case 401 -> throw new DeniedException("authentication failed: " + explanation());
      case 429 -> throw new DeniedException(explanation() + retry());
      default -> throw denial();
    }
  }

  private RuntimeException denial() {
    if (problem().equals("kept-elsewhere")) {
      return new OwnersKeptElsewhereException(explanation());
    }
    if (status / 100 == 3) {
      return new DeniedException(
          "the server at " + server + " redirects; the API key is not sent to another address");
    }
    if (problem().isEmpty()) {
      return new DeniedException(
          "no management API found at %s, or a proxy denied the request (status %d); --url must be"
                  .formatted(server, status)
              + " the address of the AdminServlet");
    }
    return new DeniedException(explanation());
  }

  /** Returns the server's explanation without its final period. */
  private String explanation() {
    String detail = json().path("detail").asText("");
    String words = detail.isBlank() ? json().path("title").asText("") : detail;
    return words.isBlank()
        ? "status " + status
        : PrintableText.cut(PrintableText.withoutPeriod(PrintableText.line(words)), MAX_DETAIL);
  }

  private String retry() {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(it -> SECONDS.matcher(it).matches())
        .map(it -> "; retry in " + it + (it.equals("1") ? " second" : " seconds"))
        .orElse("");
  }

  private UnavailableException malformed() {
    return new UnavailableException(
        "the response of the server at "
            + server
            + " is not from the management API; --url must be the address of the AdminServlet");
  }

  private boolean isJson(String type) {
    String contentType = headers.firstValue("Content-Type").orElse("");
    return contentType.split(";", 2)[0].strip().equalsIgnoreCase(type);
  }

  private JsonNode json() {
    return body.orElseGet(JsonOutput.MAPPER::missingNode);
  }

  @Override
  public String toString() {
    return "ApiReply[status=" + status + "]"; // the JSON may contain a token
  }
}

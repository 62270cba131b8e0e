package dev.sallyport.cli.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.JsonOutput;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.output.UsageException;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the management API said.
 *
 * @param server where it is
 * @param jsonOrNull its JSON object; null if there is none
 */
record ApiReply(String server, int status, HttpHeaders headers, @Nullable JsonNode jsonOrNull) {
  private static final String TYPES = "https://sallyport.dev/problems/";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final int MAX_DETAIL = 500;

  /** The name of the problem as our documents have it; empty if it is done, or of others. */
  String problem() {
    String type = json().path("type").asText("");
    boolean isOurs = status >= 400 && type.startsWith(TYPES) && isJson("application/problem+json");
    return isOurs ? type.substring(TYPES.length()) : "";
  }

  /** Whether there is no such thing. */
  boolean isAbsent() {
    return status == 404 && problem().equals("not-found");
  }

  /**
   * What it is about.
   *
   * @throws DeniedException if the server does not want to
   * @throws UsageException if it found fault with what it was told
   * @throws UnavailableException if it could not, or speaks another language
   */
  <T> T read(Class<T> type) {
    return read(type, it -> {});
  }

  /**
   * The same.
   *
   * @param check throws an {@link IllegalArgumentException} for what no API of ours says
   */
  <T> T read(Class<T> type, Consumer<T> check) {
    return read(AdminJson.CLIENT.constructType(type), check);
  }

  /** A page of a list. */
  <T> PageView<T> readPage(Class<T> item) {
    return read(
        AdminJson.CLIENT.getTypeFactory().constructParametricType(PageView.class, item),
        (PageView<T> page) -> {});
  }

  private <T> T read(JavaType type, Consumer<T> check) {
    requireDone();
    if (status == 204 || !isJson("application/json") || jsonOrNull == null) {
      throw strange();
    }
    try {
      T value = AdminJson.CLIENT.treeToValue(jsonOrNull, type);
      check.accept(value);
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw strange(); // without the cause, whose message may hold a token
    }
  }

  /** What it is about, if there is such a thing. */
  <T> Optional<T> readIfAny(Class<T> type) {
    return isAbsent() ? Optional.empty() : Optional.of(read(type));
  }

  /** Fails if it is not done. */
  void requireDone() {
    if (status >= 200 && status < 300) {
      return;
    }
    if (status >= 500) {
      throw new UnavailableException(
          "the server at " + server + " could not do it: " + explanation() + retry());
    }
    switch (status) {
      case 400, 406, 413, 415 -> throw new UsageException(explanation());
      case 401 -> throw new DeniedException("the API key is not accepted: " + explanation());
      case 429 -> throw new DeniedException(explanation() + retry());
      default -> throw refusal();
    }
  }

  private RuntimeException refusal() {
    if (problem().equals("kept-elsewhere")) {
      return new UsageException(explanation());
    }
    if (status / 100 == 3) {
      return new DeniedException(
          "the server at " + server + " redirects, and a key is not sent on to another address");
    }
    if (problem().isEmpty()) {
      return new DeniedException(
          "the server at %s has no management API there, or something before it refuses (status"
                  .formatted(server)
              + " %d); --url takes the address of its AdminServlet".formatted(status));
    }
    return new DeniedException(explanation());
  }

  /** In the server's words, without a full stop. */
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
        .map(it -> "; in " + it + (it.equals("1") ? " second" : " seconds") + " it may do")
        .orElse("");
  }

  private UnavailableException strange() {
    return new UnavailableException(
        "the server at "
            + server
            + " answers with something that is not of the management API; --url takes the address"
            + " of its AdminServlet");
  }

  private boolean isJson(String type) {
    String given = headers.firstValue("Content-Type").orElse("");
    return given.split(";", 2)[0].strip().equalsIgnoreCase(type);
  }

  private JsonNode json() {
    return jsonOrNull == null ? JsonOutput.MAPPER.missingNode() : jsonOrNull;
  }

  @Override
  public String toString() {
    return "ApiReply[status=" + status + "]"; // the JSON may hold a token
  }
}

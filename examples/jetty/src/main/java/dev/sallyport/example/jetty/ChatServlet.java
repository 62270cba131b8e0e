package dev.sallyport.example.jetty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servlet of the application's resource: {@code POST /api/v1/llm-clients/{name}/chat/}. The filter
 * has authenticated and authorized the request before, so this servlet handles no tokens. It reads
 * the user from the request, like any servlet. No model is used: the answer is scripted and says
 * so.
 */
public final class ChatServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY = 65_536;
  private static final Pattern PATH = Pattern.compile("/([^/]{1,100})/chat/?");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    Matcher resource = PATH.matcher(path == null ? "" : path);
    if (!resource.matches()) {
      sendProblem(response, 404, "Not Found", "There is nothing at this path.");
      return;
    }
    String contentType = request.getContentType();
    if (contentType == null || !contentType.startsWith("application/json")) {
      sendProblem(response, 415, "Unsupported Media Type", "Send application/json.");
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      sendProblem(response, 413, "Content Too Large", "Send at most 65536 bytes.");
      return;
    }
    String question = lastQuestion(body);
    if (question.isEmpty()) {
      sendProblem(
          response,
          400,
          "Bad Request",
          "Send {\"messages\":[{\"role\":\"user\",\"content\":\"...\"}]}, the last one from the user.");
      return;
    }
    answer(response, resource.group(1), scripted(question, request.getRemoteUser()));
  }

  /**
   * Returns the last message; empty unless the body is a conversation that ends with the user's.
   */
  private static String lastQuestion(byte[] body) {
    try {
      JsonNode messages = JSON.readTree(body).path("messages");
      JsonNode last = messages.path(messages.size() - 1);
      boolean asked = "user".equals(last.path("role").asText());
      return asked ? last.path("content").asText().strip() : "";
    } catch (IOException notJson) {
      return "";
    }
  }

  private static String scripted(String question, String username) {
    return "Hello %s. This is a scripted answer; no model has read your %d characters."
        .formatted(username, question.length());
  }

  private static void answer(HttpServletResponse response, String client, String content)
      throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("llmClient", client);
    data.put("scripted", true);
    data.put("message", Map.of("role", "assistant", "content", content));
    write(response, 200, "application/json", Map.of("data", data));
  }

  private static void sendProblem(
      HttpServletResponse response, int status, String title, String detail) throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    write(response, status, "application/problem+json", problem);
  }

  private static void write(
      HttpServletResponse response, int status, String contentType, Map<String, Object> body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(contentType);
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}

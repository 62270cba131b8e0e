package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Start page with links to the console, the chat page and the documentation; requires no key. */
public final class IndexServlet extends HttpServlet {
  /** Context parameter with the URL of the chat page, without a trailing slash. */
  static final String CHAT = "example.chat";

  private static final long serialVersionUID = 1L;
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private String page = "";
  private String policy = "";

  @Override
  public void init() throws ServletException {
    try (InputStream in = IndexServlet.class.getResourceAsStream("/index.html")) {
      String chat = requireNonNull(getServletContext().getInitParameter(CHAT), CHAT);
      page = new String(requireNonNull(in).readAllBytes(), UTF_8).replace("{{chat}}", chat);
      Matcher style = STYLE.matcher(page);
      byte[] text = style.find() ? style.group(1).getBytes(UTF_8) : new byte[0];
      String hash =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
      policy =
          "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
              .formatted(hash);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("text/html;charset=utf-8");
    response.getOutputStream().write(page.getBytes(UTF_8));
  }
}

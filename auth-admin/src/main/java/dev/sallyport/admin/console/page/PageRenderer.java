package dev.sallyport.admin.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes pages, whose templates were compiled with everything else. */
public final class PageRenderer {
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          PageRenderer.class.getClassLoader(),
          PageRenderer.class.getPackageName());

  /** Writes a page as a whole, so that none ends in the middle of a sentence. */
  public void write(int status, String template, Object model, HttpServletResponse response)
      throws IOException {
    StringOutput page = new StringOutput();
    templates.render(template + ".jte", model, page);
    byte[] body = page.toString().getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.getOutputStream().write(body);
  }
}

package dev.sallyport.admin.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Renderer of pages from precompiled templates. */
public final class PageRenderer {
  /** The package of the compiled templates, which import the models of all pages. */
  private static final String TEMPLATES = "dev.sallyport.admin.console.template";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageRenderer.class.getClassLoader(), TEMPLATES);

  /** Renders a page completely before writing it, so that errors leave no partial page. */
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

package dev.sallyport.example.jakarta;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.logging.Logger;

/** Tells which WAR without Sallyport it is in. It has a logger, as Sallyport has. */
public final class PlainServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = Logger.getLogger(PlainServlet.class.getName());

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    log.fine("called");
    response.setHeader("WWW-Authenticate", getInitParameter("realm"));
  }
}

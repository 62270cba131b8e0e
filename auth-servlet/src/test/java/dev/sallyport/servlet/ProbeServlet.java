package dev.sallyport.servlet;

import static java.util.stream.Collectors.joining;

import dev.sallyport.spi.StoreException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** An application that does what {@code ?do=} says, then tells what it sees of the request. */
public final class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String action = request.getParameter("do");
    if (action == null || request.getDispatcherType() != DispatcherType.REQUEST) {
      tell(request, response);
      return;
    }
    String to = String.valueOf(request.getParameter("to"));
    switch (action) {
      case "forward" -> request.getRequestDispatcher(to).forward(request, response);
      case "forward-unwrapped" ->
          request.getRequestDispatcher(to).forward(unwrapped(request), response);
      case "include" -> request.getRequestDispatcher(to).include(request, response);
      case "async-dispatch" -> request.startAsync().dispatch(to);
      case "async-dispatch-same" -> request.startAsync().dispatch();
      case "async-complete" -> complete(request.startAsync());
      case "send-error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      case "throw" -> throw new IllegalStateException("application fault");
      case "throw-store" -> throw new StoreException("the application's own store");
      case "publish" -> {
        response.setHeader("Cache-Control", "public");
        tell(request, response);
      }
      case "login" -> {
        request.login("alice", "wonderland");
        tell(request, response);
      }
      case "logout" -> {
        request.logout();
        tell(request, response);
      }
      default -> throw new ServletException("unknown action");
    }
  }

  private static void complete(AsyncContext async) {
    async.start(
        () -> {
          try {
            tell(
                (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          async.complete();
        });
  }

  private static void tell(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, @Nullable Object> seen = new TreeMap<>();
    seen.put("dispatcher", request.getDispatcherType());
    seen.put("principal", request.getUserPrincipal());
    seen.put("remoteUser", request.getRemoteUser());
    seen.put("authType", request.getAuthType());
    seen.put("role chat:read", request.isUserInRole("chat:read"));
    seen.put("role chat", request.isUserInRole("chat"));
    seen.put("session", request.getSession(false) != null);
    seen.put("mdc", MDC.get("sallyport.key_id"));
    seen.put("push", request.newPushBuilder());
    seen.put("headers", String.join(",", Collections.list(request.getHeaderNames())));
    for (String name : new String[] {"Authorization", "X-API-Key", "Host", "X-Other"}) {
      String inOtherCase = name.toUpperCase(Locale.ROOT);
      seen.put("header " + name, request.getHeader(inOtherCase));
      seen.put("lines " + name, String.join("|", Collections.list(request.getHeaders(name))));
      seen.put("int " + name, intHeader(request, name));
      seen.put("date " + name, dateHeader(request, name));
    }
    response.setContentType("text/plain; charset=utf-8");
    response
        .getWriter()
        .println(
            seen.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(joining("\n")));
  }

  private static String intHeader(HttpServletRequest request, String name) {
    try {
      return String.valueOf(request.getIntHeader(name));
    } catch (NumberFormatException e) {
      return "not a number";
    }
  }

  private static String dateHeader(HttpServletRequest request, String name) {
    try {
      return String.valueOf(request.getDateHeader(name));
    } catch (IllegalArgumentException e) {
      return "not a date";
    }
  }

  private static HttpServletRequest unwrapped(HttpServletRequest request) {
    HttpServletRequest inner = request;
    while (inner instanceof HttpServletRequestWrapper wrapper) {
      inner = (HttpServletRequest) wrapper.getRequest();
    }
    return inner;
  }
}

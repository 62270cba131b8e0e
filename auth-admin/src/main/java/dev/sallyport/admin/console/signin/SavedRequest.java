package dev.sallyport.admin.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Page to open after the sign-in. */
public final class SavedRequest {
  private static final String FIRST = "/";

  /** Without dots and escapes in the path, which could lead out of the console. */
  private static final Pattern PAGE =
      Pattern.compile("/([A-Za-z0-9-][A-Za-z0-9/-]{0,200})?(\\?[A-Za-z0-9/?=&%+:*._~-]{0,1000})?");

  private SavedRequest() {}

  /** Returns the path and the query of a request, unchecked. */
  static String here(String path, HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? path : path + "?" + query;
  }

  /** Returns the page in the parameter {@code next}; the first page if it is absent or invalid. */
  public static String next(HttpServletRequest request) {
    String next = request.getParameter("next");
    return next == null ? FIRST : pageOf(next);
  }

  /** Returns the argument if it is a path below the console; otherwise the first page. */
  public static String pageOf(String pathAndQuery) {
    return PAGE.matcher(pathAndQuery).matches() ? pathAndQuery : FIRST;
  }
}

package dev.sallyport.admin.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Which page somebody wants to see, once let in. */
public final class SavedRequest {
  private static final String FIRST = "/";
  private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9/?=&%+:*._~-]{0,1000}");

  private SavedRequest() {}

  /** What a request asks for, whatever is in it. */
  static String here(String path, HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? path : path + "?" + query;
  }

  /** What the form to sign in at, or a link to it, takes along. */
  public static String next(HttpServletRequest request) {
    String next = request.getParameter("next");
    return next == null ? FIRST : pageOf(next);
  }

  /** Nothing but a page of the console: that one, or else the first. */
  public static String pageOf(String pathAndQuery) {
    return PAGE.matcher(pathAndQuery).matches() && !pathAndQuery.startsWith("//")
        ? pathAndQuery
        : FIRST;
  }
}

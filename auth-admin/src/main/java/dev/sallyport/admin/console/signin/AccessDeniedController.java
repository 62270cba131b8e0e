package dev.sallyport.admin.console.signin;

import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SessionAuthenticator.Cause;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Controller of requests that are not authenticated: shows the sign-in page, or why access is
 * denied. Thread-safe.
 */
public record AccessDeniedController(SignInController signInController) {
  public static final String SIGN_IN = "/sign-in";

  static final ConsoleResponse FORGED =
      new ConsoleResponse.Failed(
          403,
          "Not accepted",
          "This form was not sent by a page of this session, or the session has ended. Reload the"
              + " page and try again.");

  private static final ConsoleResponse FOREIGN =
      new ConsoleResponse.Failed(
          403,
          "Not accepted",
          "Another site requested this page. Open the console by its own URL.");

  private static final ConsoleResponse INSECURE =
      new ConsoleResponse.Failed(
          403,
          "Not private",
          "This connection is not encrypted: open the console by an address with https. If you"
              + " have typed a password here, treat it as compromised.");

  /**
   * Model of the page for navigations from another site.
   *
   * @param path path of the requested page
   */
  public record ContinuePage(PageLayout layout, String path) {}

  /**
   * Answers a request that is not authenticated.
   *
   * @param path below the console
   * @param base the path of the console, without a trailing slash
   * @param files the path of the static files
   */
  public ConsoleResponse answer(
      Cause why,
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (why == Cause.INSECURE) {
      return INSECURE;
    }
    if (SameSiteCheck.isCrossSiteNavigation(request)) {
      return continuePage(path, base, files, requestAuthenticator, request);
    }
    return why == Cause.CROSS_SITE
        ? crossSite(path, request)
        : unauthenticated(path, base, files, requestAuthenticator, request, response);
  }

  /**
   * Returns a page with a link to the requested page. A user who follows the link comes from the
   * console, with the cookie that the browser withheld, or with a session by the host's login.
   */
  private static ConsoleResponse continuePage(
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    String target =
        path.equals(SIGN_IN)
            ? SavedRequest.next(request)
            : SavedRequest.pageOf(SavedRequest.here(path, request));
    PageLayout layout =
        SignInController.layout("Continue to the console", requestAuthenticator, base, files, "");
    return ConsoleResponse.shown("continue", new ContinuePage(layout, target));
  }

  /** Denies a request of another site. A second sign-in, in another tab, is redirected instead. */
  private static ConsoleResponse crossSite(String path, HttpServletRequest request) {
    if (path.equals(SIGN_IN) && SameSiteCheck.isSameOrigin(request)) {
      return new ConsoleResponse.SeeOther(SavedRequest.next(request));
    }
    return request.getMethod().equals("POST") ? FORGED : FOREIGN;
  }

  /** Redirects to the sign-in page, which then leads to the requested page. */
  private ConsoleResponse unauthenticated(
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<ConsoleResponse> unavailable =
        signInController.unavailable(requestAuthenticator, base, files);
    if (unavailable.isPresent()) {
      return unavailable.get();
    }
    boolean isPost = request.getMethod().equals("POST");
    if (path.equals(SIGN_IN)) {
      return isPost
          ? signInController.signIn(requestAuthenticator, base, files, request, response)
          : signInController.show(requestAuthenticator, base, files, request, response);
    }
    String target = isPost ? "/" : SavedRequest.here(path, request);
    return new ConsoleResponse.SeeOther(
        target.equals("/")
            ? SIGN_IN
            : SIGN_IN + "?next=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
  }
}

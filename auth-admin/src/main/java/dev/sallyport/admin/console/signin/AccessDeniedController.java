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

/** Answers whoever is not let in: with a way in, or with why there is none. Thread-safe. */
public record AccessDeniedController(SignInController signInController) {
  public static final String SIGN_IN = "/sign-in";

  static final ConsoleResponse FORGED =
      new ConsoleResponse.Failed(
          403,
          "Not accepted",
          "This form was not sent by a page of this session, or the session is over by now. Open the"
              + " page anew and try again.");

  private static final ConsoleResponse FOREIGN =
      new ConsoleResponse.Failed(
          403,
          "Not accepted",
          "Another site requested this page. Open the console by its own address.");

  private static final ConsoleResponse INSECURE =
      new ConsoleResponse.Failed(
          403,
          "Not private",
          "Others could read this on its way: open the console by an address with https. If you"
              + " have typed a password here, treat it as compromised.");

  /**
   * What the page for people who come from elsewhere needs.
   *
   * @param path of the page that they want
   */
  public record ContinuePage(PageLayout layout, String path) {}

  /**
   * Answers.
   *
   * @param path below the console
   * @param base the path of the console, without a slash at the end
   * @param files the path of what pages need
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
   * A page with a link to the one that is wanted: whoever follows it comes from here, with a cookie
   * that the browser kept back, or lets the host's login open a session.
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

  /** What was signed in at in another tab meanwhile is no forgery, and has nothing to do either. */
  private static ConsoleResponse crossSite(String path, HttpServletRequest request) {
    if (path.equals(SIGN_IN) && SameSiteCheck.isSameOrigin(request)) {
      return new ConsoleResponse.SeeOther(SavedRequest.next(request));
    }
    return request.getMethod().equals("POST") ? FORGED : FOREIGN;
  }

  /** Sends whoever is not signed in to where to do that, and then to what was asked for. */
  private ConsoleResponse unauthenticated(
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<ConsoleResponse> unavailable = signInController.unavailable(requestAuthenticator, base, files);
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

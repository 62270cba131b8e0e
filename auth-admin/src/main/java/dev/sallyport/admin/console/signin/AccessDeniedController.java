package dev.sallyport.admin.console.signin;

import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SessionAuthenticator.Why;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers whoever is not let in: with a way in, or with why there is none. Thread-safe. */
public record AccessDeniedController(SignInController door) {
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
  public record GoOnPage(PageLayout frame, String path) {}

  /**
   * Answers.
   *
   * @param path below the console
   * @param base the path of the console, without a slash at the end
   * @param files the path of what pages need
   */
  public ConsoleResponse answer(
      Why why,
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (why == Why.INSECURE) {
      return INSECURE;
    }
    if (SameSiteCheck.isVisitFromElsewhere(request)) {
      return goOn(path, base, files, requestAuthenticator, request);
    }
    return why == Why.CROSS_SITE
        ? misdirected(path, request)
        : stranger(path, base, files, requestAuthenticator, request, response);
  }

  /**
   * A page with a link to the one that is wanted: whoever follows it comes from here, with a cookie
   * that the browser kept back, or lets the host's login open a session.
   */
  private static ConsoleResponse goOn(
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    String wanted =
        path.equals(SIGN_IN)
            ? SavedRequest.next(request)
            : SavedRequest.pageOf(SavedRequest.here(path, request));
    PageLayout frame =
        SignInController.frame("Continue to the console", requestAuthenticator, base, files, "");
    return ConsoleResponse.shown("goOn", new GoOnPage(frame, wanted));
  }

  /** What was signed in at in another tab meanwhile is no forgery, and has nothing to do either. */
  private static ConsoleResponse misdirected(String path, HttpServletRequest request) {
    if (path.equals(SIGN_IN) && SameSiteCheck.isFromHere(request)) {
      return new ConsoleResponse.SeeOther(SavedRequest.next(request));
    }
    return request.getMethod().equals("POST") ? FORGED : FOREIGN;
  }

  /** Sends whoever is not signed in to where to do that, and then to what was asked for. */
  private ConsoleResponse stranger(
      String path,
      String base,
      String files,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<ConsoleResponse> closed = door.closed(requestAuthenticator, base, files);
    if (closed.isPresent()) {
      return closed.get();
    }
    boolean isPost = request.getMethod().equals("POST");
    if (path.equals(SIGN_IN)) {
      return isPost
          ? door.signIn(requestAuthenticator, base, files, request, response)
          : door.show(requestAuthenticator, base, files, request, response);
    }
    String wanted = isPost ? "/" : SavedRequest.here(path, request);
    return new ConsoleResponse.SeeOther(
        wanted.equals("/")
            ? SIGN_IN
            : SIGN_IN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.admin.SessionGuard.Why;
import dev.sallyport.auth.servlet.Gateway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers whoever is not let in: with a way in, or with why there is none. Thread-safe. */
record ConsoleThreshold(ConsoleDoor door) {
  static final String SIGN_IN = "/sign-in";

  static final ConsoleAnswer FORGED =
      new ConsoleAnswer.Failed(
          403,
          "Not accepted",
          "This form was not sent by a page of this session, or the session is over by now. Open the"
              + " page anew and try again.");

  private static final ConsoleAnswer FOREIGN =
      new ConsoleAnswer.Failed(
          403,
          "Not accepted",
          "Another site asked for this page. Open the console by its own address.");

  private static final ConsoleAnswer INSECURE =
      new ConsoleAnswer.Failed(
          403,
          "Not private",
          "Others could read this on its way: open the console by an address with https. If you"
              + " have typed a password here, treat it as known to others.");

  /**
   * What the page for people who come from elsewhere needs.
   *
   * @param path of the page that they want
   */
  record GoOnPage(ConsoleFrame frame, String path) {}

  /**
   * Answers.
   *
   * @param path below the console
   * @param base the path of the console, without a slash at the end
   * @param files the path of what pages need
   */
  ConsoleAnswer answer(
      Why why,
      String path,
      String base,
      String files,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (why == Why.INSECURE) {
      return INSECURE;
    }
    if (SameSite.isVisitFromElsewhere(request)) {
      return goOn(path, base, files, gateway, request);
    }
    return why == Why.CROSS_SITE
        ? misdirected(path, request)
        : stranger(path, base, files, gateway, request, response);
  }

  /**
   * A page with a link to the one that is wanted: whoever follows it comes from here, with a cookie
   * that the browser kept back, or lets the host's login open a session.
   */
  private static ConsoleAnswer goOn(
      String path, String base, String files, Gateway gateway, HttpServletRequest request) {
    String wanted =
        path.equals(SIGN_IN)
            ? ConsoleWanted.next(request)
            : ConsoleWanted.pageOf(ConsoleWanted.here(path, request));
    ConsoleFrame frame = ConsoleDoor.frame("You come from elsewhere", gateway, base, files, "");
    return ConsoleAnswer.shown("goOn", new GoOnPage(frame, wanted));
  }

  /** What was signed in at in another tab meanwhile is no forgery, and has nothing to do either. */
  private static ConsoleAnswer misdirected(String path, HttpServletRequest request) {
    if (path.equals(SIGN_IN) && SameSite.isFromHere(request)) {
      return new ConsoleAnswer.SeeOther(ConsoleWanted.next(request));
    }
    return request.getMethod().equals("POST") ? FORGED : FOREIGN;
  }

  /** Sends whoever is not signed in to where to do that, and then to what was asked for. */
  private ConsoleAnswer stranger(
      String path,
      String base,
      String files,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<ConsoleAnswer> closed = door.closed(gateway, base, files);
    if (closed.isPresent()) {
      return closed.get();
    }
    boolean isPost = request.getMethod().equals("POST");
    if (path.equals(SIGN_IN)) {
      return isPost
          ? door.signIn(gateway, base, files, request, response)
          : door.show(gateway, base, files, request, response);
    }
    String wanted = isPost ? "/" : ConsoleWanted.here(path, request);
    return new ConsoleAnswer.SeeOther(
        wanted.equals("/")
            ? SIGN_IN
            : SIGN_IN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.admin.SessionGuard.Entry;
import dev.sallyport.auth.admin.SessionGuard.Why;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages for people. Every one works without script; htmx asks for the same pages and takes a
 * part of them. Thread-safe.
 */
final class Console {
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

  private static final ConsoleAnswer BROKEN =
      new ConsoleAnswer.Failed(
          500,
          "Something went wrong",
          "That is the program's fault, and its log says more. Look whether your change was made"
              + " before you try again.");

  private static final ConsoleAnswer BUSY =
      new ConsoleAnswer.Failed(
          503,
          "Not available",
          "The store of keys cannot be asked at the moment; try again soon. If you have just sent a form,"
              + " look first whether it was done.");
  private static final String SIGN_IN = "/sign-in";
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private final ConsoleAssets assets = new ConsoleAssets();
  private final ConsolePages pages = new ConsolePages();
  private final ConsoleOnce<ConsoleNotice> notices = new ConsoleOnce<>();
  private final ConsoleRoutes routes;
  private final ConsoleDoor door;
  private final SessionGuard guard;

  /**
   * The console over one gate.
   *
   * @param guard tells who has signed in
   * @param door lets people in and out
   */
  Console(SessionGuard guard, ConsoleDoor door) {
    this.routes = new ConsoleRoutes();
    this.guard = guard;
    this.door = door;
  }

  /** What the page of an error needs. */
  record ErrorPage(ConsoleFrame frame, int status, String sentence) {}

  /**
   * Answers a request for a page or what belongs to it.
   *
   * @param path below the servlet, with a slash at the front
   */
  void serve(String path, Gateway gateway, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ConsoleGuard.protect(response);
    request.setCharacterEncoding("UTF-8"); // as browsers send our forms; they do not say so
    if (ConsoleAssets.isAsset(path)) {
      assets.serve(path, request, response);
      return;
    }
    String base = request.getContextPath() + request.getServletPath();
    if (path.isEmpty()) {
      seeOther(base + "/", response);
      return;
    }
    String method = request.getMethod();
    boolean isPost = method.equals("POST");
    if (!isPost && !method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, POST");
      ConsoleAnswer no =
          new ConsoleAnswer.Failed(405, "Not allowed", "Pages are read, and forms are sent.");
      write(no, base, null, gateway, request, response);
      return;
    }
    var unused = request.getParameterMap(); // what cannot be read is the container's to refuse
    ConsoleVisit visit = null;
    ConsoleAnswer answer;
    try {
      Entry entry =
          guard.admitOrOpen(gateway, request, response, () -> request.getParameter(SameSite.FIELD));
      if (entry instanceof Entry.Admitted who) {
        visit = visit(who, base, gateway, request);
        answer = answer(path, visit, response);
      } else {
        Why why = ((Entry.Refused) entry).why();
        answer = refuse(why, path, base, gateway, request, response);
      }
    } catch (StoreException | VerifierBusyException e) {
      log.warn("A page of the console could not be made: {}", e.getMessage());
      log.debug("A page of the console could not be made", e);
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      answer = BUSY;
    } catch (RuntimeException e) { // a mistake of ours, which some containers would show
      log.error("A page of the console failed", e);
      answer = BROKEN;
    }
    write(answer, base, visit, gateway, request, response);
  }

  private ConsoleVisit visit(
      Entry.Admitted entry, String base, Gateway gateway, HttpServletRequest request) {
    String files = base + assets.folder();
    return new ConsoleVisit(
        gateway, request, base, files, entry.session(), entry.who(), door.isByPassword(), notices);
  }

  private ConsoleAnswer answer(String path, ConsoleVisit visit, HttpServletResponse response) {
    if (path.equals(SIGN_IN) && !visit.isPost()) {
      return new ConsoleAnswer.SeeOther("/");
    }
    if (path.equals(ConsolePassword.PATH)) {
      return ConsolePassword.answer(visit, () -> door.signInAnew(visit, response));
    }
    return visit.isPost() && path.equals("/sign-out")
        ? door.signOut(visit, response)
        : routes.answer(path, visit);
  }

  private ConsoleAnswer refuse(
      Why why,
      String path,
      String base,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (why) {
      case NO_SESSION, NOT_STAFF -> stranger(path, gateway, base, request, response);
      case CROSS_SITE -> misdirected(path, request);
      case INSECURE -> INSECURE;
    };
  }

  /** What was signed in at in another tab meanwhile is no forgery, and has nothing to do either. */
  private static ConsoleAnswer misdirected(String path, HttpServletRequest request) {
    if (path.equals(SIGN_IN) && SameSite.isFromHere(request)) {
      return new ConsoleAnswer.SeeOther("/");
    }
    return request.getMethod().equals("POST") ? FORGED : FOREIGN;
  }

  /** Sends whoever is not signed in to where to do that, and then to what was asked for. */
  private ConsoleAnswer stranger(
      String path,
      Gateway gateway,
      String base,
      HttpServletRequest request,
      HttpServletResponse response) {
    String files = base + assets.folder();
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
    if (isPost) {
      return new ConsoleAnswer.SeeOther(SIGN_IN);
    }
    String query = request.getQueryString();
    String wanted = query == null ? path : path + "?" + query;
    return new ConsoleAnswer.SeeOther(
        wanted.equals("/")
            ? SIGN_IN
            : SIGN_IN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
  }

  private void write(
      ConsoleAnswer answer,
      String base,
      @Nullable ConsoleVisit visit,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (answer instanceof ConsoleAnswer.Shown shown) {
      pages.write(shown.status(), shown.template(), shown.model(), response);
    } else if (answer instanceof ConsoleAnswer.Failed failed) {
      ConsoleFrame frame =
          visit == null
              ? ConsoleDoor.frame(failed.title(), gateway, base, base + assets.folder(), "")
              : visit.frame(failed.title(), "");
      pages.write(
          failed.status(),
          "error",
          new ErrorPage(frame, failed.status(), failed.sentence()),
          response);
    } else if (answer instanceof ConsoleAnswer.SeeOther other) {
      boolean isPart = visit == null && request.getHeader("HX-Request") != null;
      if (isPart) { // htmx would put the page to sign in at into a part of this one
        response.setHeader("HX-Redirect", base + other.path());
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      } else {
        seeOther(base + other.path(), response);
      }
    }
  }

  /** Written by hand: some containers make an absolute address of it, by headers of the client. */
  private static void seeOther(String location, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }
}

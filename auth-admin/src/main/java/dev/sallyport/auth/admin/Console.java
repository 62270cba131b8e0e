package dev.sallyport.auth.admin;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.Settings;
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
  private final Reception reception;

  /**
   * The console over one gate.
   *
   * @param reception tells what somebody may do who signed in
   */
  Console(Settings settings, AdminSessions sessions, Reception reception) {
    this.routes = new ConsoleRoutes();
    this.door = new ConsoleDoor(settings, sessions, reception);
    this.reception = reception;
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
    ConsoleVisit visit = null;
    ConsoleAnswer answer;
    try {
      Optional<AdminSession> session = door.session(gateway, request, response);
      visit = session.flatMap(it -> visit(it, base, gateway, request)).orElse(null);
      answer = answer(path, base, visit, gateway, request, response);
    } catch (StoreException | VerifierBusyException e) {
      log.warn("A page of the console could not be made", e);
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      answer = BUSY;
    }
    write(answer, base, visit, gateway, request, response);
  }

  /** Empty for whoever was switched off, or is staff no more, since it signed in. */
  private Optional<ConsoleVisit> visit(
      AdminSession session, String base, Gateway gateway, HttpServletRequest request) {
    return reception
        .user(session.owner(), gateway, request)
        .map(
            who ->
                new ConsoleVisit(
                    gateway,
                    request,
                    base,
                    base + assets.folder(),
                    session,
                    who,
                    door.isByPassword(),
                    notices));
  }

  private ConsoleAnswer answer(
      String path,
      String base,
      @Nullable ConsoleVisit visit,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    boolean isPost = request.getMethod().equals("POST");
    if (visit == null) {
      return stranger(path, gateway, base, request, response);
    }
    if (path.equals(SIGN_IN) && !isPost) {
      return new ConsoleAnswer.SeeOther("/");
    }
    String token = request.getParameter(SameSite.FIELD);
    if (isPost && !SameSite.isMeant(visit.session(), request, token)) {
      return FORGED;
    }
    if (isPost && path.equals("/sign-out")) {
      return door.signOut(visit.session(), gateway, request, response);
    }
    return routes.answer(path, visit);
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

package dev.sallyport.auth.admin;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.admin.SessionGuard.Entry;
import dev.sallyport.auth.admin.SessionGuard.Why;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages for people. Every one works without script; htmx asks for the same pages and takes a
 * part of them. Thread-safe.
 */
final class Console {
  private static final ConsoleAnswer IN_ADDRESS =
      new ConsoleAnswer.Failed(
          400,
          "Not accepted",
          "Passwords do not belong into an address, where histories and logs keep them: open the"
              + " page of the form, and send that. Treat one that was sent so as known to others.");

  private static final ConsoleAnswer MISSPELT =
      new ConsoleAnswer.Failed(
          400,
          "Not accepted",
          "That is another spelling of this address, which may have been made to mislead. Open the"
              + " console by its own.");

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

  /** What takes passwords. */
  private static final Set<String> CONFIDENTIAL =
      Set.of(ConsoleThreshold.SIGN_IN, ConsolePassword.PATH, ConsoleUsers.PATH, ConsoleUser.PATH);

  private static final String RETRY_AFTER_SECONDS = "5";
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private final ConsoleAssets assets = new ConsoleAssets();
  private final ConsolePages pages = new ConsolePages();
  private final ConsoleOnce<ConsoleNotice> notices = new ConsoleOnce<>();
  private final ConsoleRoutes routes;
  private final ConsoleDoor door;
  private final ConsoleThreshold threshold;
  private final SessionGuard guard;
  private final ConsoleStepUp stepUp;

  /**
   * The console over one gate.
   *
   * @param guard tells who has signed in
   * @param door lets people in and out
   */
  Console(SessionGuard guard, ConsoleDoor door) {
    this.routes = new ConsoleRoutes();
    this.guard = guard;
    this.stepUp = new ConsoleStepUp(guard);
    this.door = door;
    this.threshold = new ConsoleThreshold(door);
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
    BasePath canonical = BasePath.of(request);
    String base = canonical.path();
    if (!canonical.isSpeltSo(request)) {
      write(MISSPELT, base, null, gateway, request, response);
      return;
    }
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
    requireReadable(request);
    boolean isConfidential =
        CONFIDENTIAL.contains(path) || request.getParameter(ConsoleStepUp.FIELD) != null;
    if (isPost && isConfidential && request.getQueryString() != null) {
      write(IN_ADDRESS, base, null, gateway, request, response);
      return;
    }
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
        answer =
            threshold.answer(why, path, base, base + assets.folder(), gateway, request, response);
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
    if (path.equals(ConsoleThreshold.SIGN_IN) && !visit.isPost()) {
      return new ConsoleAnswer.SeeOther(ConsoleWanted.next(visit.request()));
    }
    if (path.equals(ConsolePassword.PATH)) {
      return ConsolePassword.answer(
          visit, response, changed -> door.signInAnew(visit, changed, response));
    }
    return visit.isPost() && path.equals("/sign-out")
        ? door.signOut(visit, response)
        : stepUp.answer(path, visit, response, routes::answer);
  }

  /** What cannot be read is the container's to refuse, before anything of ours is done. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void requireReadable(HttpServletRequest request) {
    request.getParameterMap();
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

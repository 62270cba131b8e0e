package dev.sallyport.admin.console;

import dev.sallyport.admin.console.owner.UserController;
import dev.sallyport.admin.console.owner.UserListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.FlashMessage;
import dev.sallyport.admin.console.page.FlashStore;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.console.page.PageRenderer;
import dev.sallyport.admin.console.signin.AccessDeniedController;
import dev.sallyport.admin.console.signin.PasswordController;
import dev.sallyport.admin.console.signin.SavedRequest;
import dev.sallyport.admin.console.signin.SignInController;
import dev.sallyport.admin.console.signin.StepUpController;
import dev.sallyport.admin.service.BasePath;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SessionAuthenticator;
import dev.sallyport.admin.session.SessionAuthenticator.Entry;
import dev.sallyport.admin.session.SessionAuthenticator.Why;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.StoreException;
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
public final class Console {
  private static final ConsoleResponse IN_ADDRESS =
      new ConsoleResponse.Failed(
          400,
          "Not accepted",
          "Passwords must not be part of a URL, where histories and logs keep them: open the"
              + " page of the form, and send that. Treat one that was sent so as known to others.");

  private static final ConsoleResponse MISSPELT =
      new ConsoleResponse.Failed(
          400,
          "Not accepted",
          "That is another spelling of this address, which may have been made to mislead. Open the"
              + " console by its own.");

  private static final ConsoleResponse BROKEN =
      new ConsoleResponse.Failed(
          500,
          "Something went wrong",
          "That is the program's fault, and its log says more. Look whether your change was made"
              + " before you try again.");

  private static final ConsoleResponse BUSY =
      new ConsoleResponse.Failed(
          503,
          "Not available",
          "The store of keys is currently unavailable; try again soon. If you have just sent a form,"
              + " first check whether it was applied.");

  /** What takes passwords. */
  private static final Set<String> CONFIDENTIAL =
      Set.of(
          AccessDeniedController.SIGN_IN,
          PasswordController.PATH,
          UserListController.PATH,
          UserController.PATH);

  private static final String RETRY_AFTER_SECONDS = "5";
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private final ConsoleAssets assets = new ConsoleAssets();
  private final PageRenderer pages = new PageRenderer();
  private final FlashStore<FlashMessage> notices = new FlashStore<>();
  private final ConsoleRoutes routes;
  private final SignInController door;
  private final AccessDeniedController threshold;
  private final SessionAuthenticator guard;
  private final StepUpController stepUp;

  /**
   * The console over one gate.
   *
   * @param guard tells who has signed in
   * @param door lets people in and out
   */
  public Console(SessionAuthenticator guard, SignInController door) {
    this.routes = new ConsoleRoutes();
    this.guard = guard;
    this.stepUp = new StepUpController(guard);
    this.door = door;
    this.threshold = new AccessDeniedController(door);
  }

  /** What the page of an error needs. */
  public record ErrorPage(PageLayout frame, int status, String sentence) {}

  /**
   * Answers a request for a page or what belongs to it.
   *
   * @param path below the servlet, with a slash at the front
   */
  public void serve(
      String path,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ConsoleHeaders.protect(response);
    request.setCharacterEncoding("UTF-8"); // as browsers send our forms; they do not say so
    if (ConsoleAssets.isAsset(path)) {
      assets.serve(path, request, response);
      return;
    }
    BasePath canonical = BasePath.of(request);
    String base = canonical.path();
    if (!canonical.isSpeltSo(request)) {
      write(MISSPELT, base, null, requestAuthenticator, request, response);
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
      ConsoleResponse no =
          new ConsoleResponse.Failed(405, "Not allowed", "The console accepts GET, HEAD and POST only.");
      write(no, base, null, requestAuthenticator, request, response);
      return;
    }
    requireReadable(request);
    boolean isConfidential =
        CONFIDENTIAL.contains(path) || request.getParameter(StepUpController.FIELD) != null;
    if (isPost && isConfidential && request.getQueryString() != null) {
      write(IN_ADDRESS, base, null, requestAuthenticator, request, response);
      return;
    }
    ConsoleRequest visit = null;
    ConsoleResponse answer;
    try {
      Entry entry =
          guard.admitOrOpen(
              requestAuthenticator,
              request,
              response,
              () -> request.getParameter(SameSiteCheck.FIELD));
      if (entry instanceof Entry.Admitted who) {
        visit = visit(who, base, requestAuthenticator, request);
        answer = answer(path, visit, response);
      } else {
        Why why = ((Entry.Denied) entry).why();
        answer =
            threshold.answer(
                why, path, base, base + assets.folder(), requestAuthenticator, request, response);
      }
    } catch (StoreException | OverloadedException e) {
      log.warn("Could not serve a page of the console: {}", e.getMessage());
      log.debug("Could not serve a page of the console", e);
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      answer = BUSY;
    } catch (RuntimeException e) { // a mistake of ours, which some containers would show
      log.error("A page of the console failed", e);
      answer = BROKEN;
    }
    write(answer, base, visit, requestAuthenticator, request, response);
  }

  private ConsoleRequest visit(
      Entry.Admitted entry,
      String base,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    String files = base + assets.folder();
    return new ConsoleRequest(
        requestAuthenticator,
        request,
        base,
        files,
        entry.session(),
        entry.who(),
        door.isByPassword(),
        notices);
  }

  private ConsoleResponse answer(String path, ConsoleRequest visit, HttpServletResponse response) {
    if (path.equals(AccessDeniedController.SIGN_IN) && !visit.isPost()) {
      return new ConsoleResponse.SeeOther(SavedRequest.next(visit.request()));
    }
    if (path.equals(PasswordController.PATH)) {
      return PasswordController.answer(
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
      ConsoleResponse answer,
      String base,
      @Nullable ConsoleRequest visit,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (answer instanceof ConsoleResponse.Shown shown) {
      pages.write(shown.status(), shown.template(), shown.model(), response);
    } else if (answer instanceof ConsoleResponse.Failed failed) {
      PageLayout frame =
          visit == null
              ? SignInController.frame(
                  failed.title(), requestAuthenticator, base, base + assets.folder(), "")
              : visit.frame(failed.title(), "");
      pages.write(
          failed.status(),
          "error",
          new ErrorPage(frame, failed.status(), failed.sentence()),
          response);
    } else if (answer instanceof ConsoleResponse.SeeOther other) {
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

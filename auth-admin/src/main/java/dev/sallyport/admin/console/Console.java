package dev.sallyport.admin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.owner.UserController;
import dev.sallyport.admin.console.owner.UserListController;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
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
import dev.sallyport.admin.session.SessionAuthenticator.Cause;
import dev.sallyport.admin.session.SessionAuthenticator.SessionResult;
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
 * The console: HTML pages that work without JavaScript. With JavaScript, htmx requests the same
 * pages and replaces parts of them. Thread-safe.
 */
public final class Console {
  private static final ConsoleResponse PASSWORD_IN_URL =
      new ConsoleResponse.Failed(
          400,
          "Not accepted",
          "Passwords must not be part of a URL, which browser histories and logs keep: open the"
              + " page of the form, and submit it. Treat a password sent this way as compromised.");

  private static final ConsoleResponse NON_CANONICAL =
      new ConsoleResponse.Failed(
          400,
          "Not accepted",
          "This URL is not the console's canonical URL, and may be intended to mislead you. Open"
              + " the console by its canonical URL.");

  private static final ConsoleResponse INTERNAL_ERROR =
      new ConsoleResponse.Failed(
          500,
          "Something went wrong",
          "Internal error; the server's log has the details. Check whether your change was applied"
              + " before you try again.");

  private static final ConsoleResponse UNAVAILABLE =
      new ConsoleResponse.Failed(
          503,
          "Not available",
          "The store is currently unavailable; try again soon. If you have just submitted a form,"
              + " first check whether it was applied.");

  /** Paths of forms with passwords. */
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
  private final SignInController signInController;
  private final AccessDeniedController accessDenied;
  private final SessionAuthenticator authenticator;
  private final StepUpController stepUp;

  /**
   * Creates the console of a Sallyport instance.
   *
   * @param authenticator authenticates requests by session
   * @param signInController signs users in and out
   */
  public Console(SessionAuthenticator authenticator, SignInController signInController) {
    this.authenticator = authenticator;
    this.stepUp = new StepUpController(authenticator);
    this.signInController = signInController;
    this.accessDenied = new AccessDeniedController(signInController);
  }

  /** Model of the error page. */
  public record ErrorPage(PageLayout layout, int status, String sentence) {}

  /**
   * Serves a request for a page or a static file.
   *
   * @param path below the servlet, with a leading slash
   */
  public void serve(
      String path,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ConsoleHeaders.protect(response);
    request.setCharacterEncoding("UTF-8"); // browsers send forms in UTF-8 without declaring it
    if (ConsoleAssets.isAsset(path)) {
      assets.serve(path, request, response);
      return;
    }
    BasePath canonical = BasePath.of(request);
    String base = canonical.path();
    if (!canonical.isCanonical(request)) {
      write(NON_CANONICAL, base, null, requestAuthenticator, request, response);
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
          new ConsoleResponse.Failed(
              405, "Not allowed", "The console accepts GET, HEAD and POST only.");
      write(no, base, null, requestAuthenticator, request, response);
      return;
    }
    requireReadable(request);
    boolean isConfidential =
        CONFIDENTIAL.contains(path) || request.getParameter(StepUpController.FIELD) != null;
    if (isPost && isConfidential && request.getQueryString() != null) {
      write(PASSWORD_IN_URL, base, null, requestAuthenticator, request, response);
      return;
    }
    ConsoleRequest consoleRequest = null;
    ConsoleResponse answer;
    try {
      SessionResult result =
          authenticator.authenticateOrOpen(
              requestAuthenticator,
              request,
              response,
              () -> request.getParameter(SameSiteCheck.FIELD));
      if (result instanceof SessionResult.Authenticated administrator) {
        consoleRequest = consoleRequest(administrator, base, requestAuthenticator, request);
        answer = answer(path, consoleRequest, response);
      } else {
        Cause why = ((SessionResult.Denied) result).why();
        answer =
            accessDenied.answer(
                why, path, base, base + assets.folder(), requestAuthenticator, request, response);
      }
    } catch (StoreException | OverloadedException e) {
      log.warn("Could not serve a page of the console: {}", e.getMessage());
      log.debug("Could not serve a page of the console", e);
      if (isPost && path.equals(SignInController.SIGN_OUT)) {
        signInController.signOutOfBrowser(requestAuthenticator, request, response);
      }
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      answer = UNAVAILABLE;
    } catch (RuntimeException e) { // a bug, whose message some containers would show
      log.error("A page of the console failed", e);
      answer = INTERNAL_ERROR;
    }
    write(answer, base, consoleRequest, requestAuthenticator, request, response);
  }

  private ConsoleRequest consoleRequest(
      SessionResult.Authenticated result,
      String base,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    String files = base + assets.folder();
    return new ConsoleRequest(
        requestAuthenticator,
        request,
        base,
        files,
        result.session(),
        result.administrator(),
        signInController.isByPassword());
  }

  private ConsoleResponse answer(
      String path, ConsoleRequest consoleRequest, HttpServletResponse response) {
    if (path.equals(AccessDeniedController.SIGN_IN) && !consoleRequest.isPost()) {
      return new ConsoleResponse.SeeOther(SavedRequest.next(consoleRequest.http()));
    }
    if (path.equals(PasswordController.PATH)) {
      return PasswordController.answer(
          consoleRequest,
          response,
          changed -> signInController.renewSession(consoleRequest, changed, response));
    }
    return consoleRequest.isPost() && path.equals(SignInController.SIGN_OUT)
        ? signInController.signOut(consoleRequest, response)
        : stepUp.answer(path, consoleRequest, response, ConsoleRoutes::answer);
  }

  /** Parses the parameters, so that the container rejects malformed requests first. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void requireReadable(HttpServletRequest request) {
    request.getParameterMap();
  }

  private void write(
      ConsoleResponse answer,
      String base,
      @Nullable ConsoleRequest consoleRequest,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (answer instanceof ConsoleResponse.Shown shown) {
      pages.write(shown.status(), shown.template(), shown.model(), response);
    } else if (answer instanceof ConsoleResponse.Failed failed) {
      PageLayout layout =
          consoleRequest == null
              ? SignInController.layout(
                  failed.title(), requestAuthenticator, base, base + assets.folder(), "")
              : consoleRequest.layout(failed.title(), "");
      pages.write(
          failed.status(),
          "error",
          new ErrorPage(layout, failed.status(), failed.sentence()),
          response);
    } else if (answer instanceof ConsoleResponse.Download download) {
      response.setContentType("text/csv;charset=utf-8");
      response.setHeader(
          "Content-Disposition", "attachment; filename=\"" + download.fileName() + "\"");
      response.getOutputStream().write(download.content().toString().getBytes(UTF_8));
    } else if (answer instanceof ConsoleResponse.SeeOther other) {
      boolean isPart = consoleRequest == null && request.getHeader("HX-Request") != null;
      if (isPart) { // htmx would insert the sign-in page into this page
        response.setHeader("HX-Redirect", base + other.path());
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      } else {
        seeOther(base + other.path(), response);
      }
    }
  }

  /**
   * Sets the header directly: some containers make the URL absolute, from headers of the client.
   */
  private static void seeOther(String location, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }
}

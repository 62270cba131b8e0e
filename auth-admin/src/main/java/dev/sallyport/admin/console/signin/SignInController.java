package dev.sallyport.admin.console.signin;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.admin.session.DeviceCookie;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SignInForm;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Controller of sign-in and sign-out. */
public record SignInController(
    Settings settings, AdminSessions sessions, AdministratorResolver resolver) {
  private static final Logger log = LoggerFactory.getLogger(SignInController.class);

  private static final String DUPLICATE_COOKIE =
      "Another application of this domain has set a cookie named "
          + AdminSessions.COOKIE
          + ", so the console's cookie is ignored: you cannot stay signed in until it is deleted."
          + " Delete the cookies of this site in your browser, and inform an operator.";

  /** Path of the form that ends a session. */
  public static final String SIGN_OUT = "/sign-out";

  private static final int MAX_ID = 1000;

  /**
   * Model of the sign-in page.
   *
   * @param isAccountAsked whether the page has a field for the account, for usernames that exist in
   *     several accounts
   */
  public record SignInPage(
      PageLayout layout,
      String next,
      String account,
      String username,
      boolean isAccountAsked,
      @Nullable String problem) {}

  /**
   * Model of the page of a disabled console.
   *
   * @param isWithoutPasswords whether the directory of owners has no passwords
   */
  public record DisabledPage(PageLayout layout, boolean isWithoutPasswords) {}

  /** Returns whether users sign in with a password of the directory of owners. */
  public boolean isByPassword() {
    return signInMode() == SignIn.DIRECTORY;
  }

  private SignIn signInMode() {
    return settings.get(AdminSettings.SIGN_IN);
  }

  /** Returns the page for why the sign-in form is not available; empty if it is. */
  Optional<ConsoleResponse> unavailable(
      RequestAuthenticator requestAuthenticator, String base, String assets) {
    if (signInMode() == SignIn.HOST) {
      return Optional.of(
          new ConsoleResponse.Failed(
              403,
              "Not allowed",
              "The console requires a login at the application, the configured role, and an active"
                  + " staff user with the same username. At least one of them is missing."));
    }
    if (signInMode() == SignIn.OFF || requestAuthenticator.sallyport().logins().isEmpty()) {
      PageLayout layout = layout("The console is disabled", requestAuthenticator, base, assets, "");
      DisabledPage page = new DisabledPage(layout, signInMode() != SignIn.OFF);
      return Optional.of(new ConsoleResponse.Shown(403, "disabled", page));
    }
    return Optional.empty();
  }

  /** Shows the sign-in page. */
  ConsoleResponse show(
      RequestAuthenticator requestAuthenticator,
      String base,
      String assets,
      HttpServletRequest request,
      HttpServletResponse response) {
    PageLayout layout =
        layout(
            "Sign in",
            requestAuthenticator,
            base,
            assets,
            SignInForm.token(requestAuthenticator, request, response));
    String problem = AdminSessions.hasDuplicateCookies(request) ? DUPLICATE_COOKIE : null;
    return ConsoleResponse.shown(
        "signIn", new SignInPage(layout, SavedRequest.next(request), "", "", false, problem));
  }

  /** Handles the submitted sign-in form. */
  ConsoleResponse signIn(
      RequestAuthenticator requestAuthenticator,
      String base,
      String assets,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!SameSiteCheck.isSameOrigin(request)) {
      return AccessDeniedController.FORGED;
    }
    PageLayout layout =
        layout(
            "Sign in",
            requestAuthenticator,
            base,
            assets,
            SignInForm.token(requestAuthenticator, request, response));
    if (!SignInForm.isValid(request, request.getParameter(SameSiteCheck.FIELD))) {
      return again(
          403,
          layout,
          SavedRequest.next(request),
          LoginRequest.of("", Secret.of(""), ""),
          "This form was outdated. Please send it again.");
    }
    PasswordAuthenticator logins = requestAuthenticator.sallyport().logins().orElseThrow();
    return signIn(
        logins, SavedRequest.next(request), layout, requestAuthenticator, request, response);
  }

  private ConsoleResponse signIn(
      PasswordAuthenticator logins,
      String next,
      PageLayout layout,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    LoginRequest sent =
        LoginRequest.of(
                parameter(request, "username"),
                Secret.of(parameter(request, "password")),
                requestAuthenticator.clientOf(request))
            .inAccount(parameter(request, "account"));
    if (!isComplete(sent)) {
      return again(403, layout, next, sent, "Enter a username and a password.");
    }
    Optional<Owner> expected =
        AdministratorResolver.find(sent.accountId(), sent.username(), requestAuthenticator);
    String before =
        passwordVersionOf(expected.orElse(AdministratorResolver.DUMMY_OWNER), requestAuthenticator);
    Optional<String> device = expected.flatMap(it -> DeviceCookie.of(request, it, before));
    LoginResult result = logins.logIn(device.map(sent::fromDevice).orElse(sent));
    if (result instanceof LoginResult.Throttled throttled) {
      return again(429, layout, next, sent, ThrottleMessage.of(throttled, response));
    }
    if (!(result instanceof LoginResult.LoggedIn in)) {
      return again(403, layout, next, sent, "Incorrect username or password.");
    }
    Optional<Administrator> administrator =
        resolver.user(in.owner(), Confirmation.FRESH, requestAuthenticator, request);
    if (administrator.isEmpty()) {
      return again(403, layout, next, sent, "The console is for staff users only.");
    }
    boolean isExpected = expected.filter(in.owner()::equals).isPresent();
    // Some directories cannot find owners by user id.
    String version = isExpected ? before : passwordVersionOf(in.owner(), requestAuthenticator);
    record(requestAuthenticator, administrator.get(), OwnerManager::recordSignIn);
    sessions.open(in.owner(), version, requestAuthenticator, request, response);
    DeviceCookie.set(in.owner(), version, requestAuthenticator, request, response);
    SignInForm.forget(requestAuthenticator, request, response);
    log.info("{} signed in at the console", in.owner());
    return new ConsoleResponse.SeeOther(next);
  }

  /**
   * Opens a session for a changed password, and returns the request in it. All other sessions of
   * the user end. If the password has been changed again since, the new session ends at its first
   * use.
   */
  public ConsoleRequest renewSession(
      ConsoleRequest request, User changed, HttpServletResponse response) {
    Owner self = request.administrator().owner();
    String version = passwordVersionOf(self, request.requestAuthenticator());
    // Each hash has a new salt: if it is stored now, it was stored when the version was read.
    boolean isCurrent =
        request
            .sallyport()
            .ownerManager()
            .user(self)
            .map(User::passwordHash)
            .filter(hash -> hash.equals(changed.passwordHash()))
            .isPresent();
    return request.in(
        sessions.open(
            self,
            isCurrent ? version : "",
            request.requestAuthenticator(),
            request.http(),
            response));
  }

  private String passwordVersionOf(Owner owner, RequestAuthenticator requestAuthenticator) {
    return resolver.passwordVersion(owner, requestAuthenticator).orElse("");
  }

  /** Records in the audit log, unless the host application manages users. */
  private static void record(
      RequestAuthenticator requestAuthenticator,
      Administrator administrator,
      BiConsumer<OwnerManager, Owner> what) {
    if (requestAuthenticator.sallyport().keepsOwners()) {
      what.accept(
          requestAuthenticator.sallyport().ownerManager().as(administrator.attribution()),
          administrator.owner());
    }
  }

  private static ConsoleResponse again(
      int status, PageLayout layout, String next, LoginRequest sent, String problem) {
    String account = sent.accountId().length() <= MAX_ID ? sent.accountId() : "";
    String username = sent.username().length() <= MAX_ID ? sent.username() : "";
    return new ConsoleResponse.Shown(
        status, "signIn", new SignInPage(layout, next, account, username, true, problem));
  }

  private static boolean isComplete(LoginRequest sent) {
    int password = sent.password().reveal().length();
    return !sent.username().isEmpty()
        && password > 0
        && password <= AdministratorResolver.MAX_PASSWORD
        && sent.username().length() <= MAX_ID
        && sent.accountId().length() <= MAX_ID;
  }

  /**
   * Ends the session of a request and, with {@code admin-sign-in=host}, the host's login. One of
   * them ends even if the other cannot be ended.
   *
   * @throws StoreException if the session could not be ended
   */
  public ConsoleResponse signOut(ConsoleRequest request, HttpServletResponse response) {
    Administrator administrator = request.administrator();
    try {
      sessions.close(request.requestAuthenticator(), request.http(), response);
    } finally {
      if (signInMode() == SignIn.HOST) {
        logOutOfHost(request.http());
      }
    }
    log.info("{} signed out of the console", administrator.owner());
    if (signInMode() != SignIn.HOST) {
      try {
        record(request.requestAuthenticator(), administrator, OwnerManager::recordSignOut);
      } catch (RuntimeException e) {
        log.warn("The session ended, but could not record the sign-out: {}", e.getMessage());
        log.debug("The session ended, but could not record the sign-out", e);
      }
    }
    return new ConsoleResponse.SeeOther(AccessDeniedController.SIGN_IN);
  }

  /** Deletes the cookie, and ends the host's login, although the session cannot be read. */
  public void signOutOfBrowser(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (SameSiteCheck.isSameOrigin(request)) {
      sessions.deleteCookie(requestAuthenticator, request, response);
      if (signInMode() == SignIn.HOST) {
        logOutOfHost(request);
      }
    }
  }

  private static void logOutOfHost(HttpServletRequest request) {
    try {
      request.logout();
    } catch (ServletException | RuntimeException e) {
      log.warn("Could not end the host's login at a sign-out: {}", e.getMessage());
      log.debug("Could not end the host's login at a sign-out", e);
    }
  }

  /** Returns the layout of a page without a signed-in user. */
  public static PageLayout layout(
      String title,
      RequestAuthenticator requestAuthenticator,
      String base,
      String assets,
      String token) {
    return new PageLayout(
        base,
        assets,
        title,
        "",
        null,
        false,
        false,
        token,
        null,
        requestAuthenticator.sallyport().clock().instant());
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }
}

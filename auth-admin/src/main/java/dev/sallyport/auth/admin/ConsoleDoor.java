package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult;
import dev.sallyport.auth.Logins;
import dev.sallyport.auth.OwnerManager;
import dev.sallyport.auth.admin.AdminSettings.SignIn;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets people in, and out. */
record ConsoleDoor(Settings settings, AdminSessions sessions, Reception reception) {
  private static final Logger log = LoggerFactory.getLogger(ConsoleDoor.class);

  private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9/?=&%+._~-]{0,1000}");
  private static final ConsoleAnswer IN_ADDRESS =
      new ConsoleAnswer.Failed(
          400,
          "Not accepted",
          "Passwords do not belong into an address, where histories and logs keep them: open the"
              + " page to sign in at, and send its form. Treat one that was sent so as known to"
              + " others.");

  private static final int MAX_USERNAME = 1000;
  private static final int MAX_PASSWORD = 4096;

  /** What the page to sign in at needs. */
  record SignInPage(ConsoleFrame frame, String next, String username, @Nullable String problem) {}

  /** What the page of a closed console needs. */
  record ClosedPage(ConsoleFrame frame, boolean isWithoutPasswords) {}

  /** Whether people sign in with a password that the directory of owners knows. */
  boolean isByPassword() {
    return way() == SignIn.DIRECTORY;
  }

  private SignIn way() {
    return settings.get(AdminSettings.SIGN_IN);
  }

  /** Why nobody can sign in here, if so. */
  Optional<ConsoleAnswer> closed(Gateway gateway, String base, String assets) {
    if (way() == SignIn.HOST) {
      return Optional.of(
          new ConsoleAnswer.Failed(
              403,
              "Not allowed",
              "The console takes the application's own login, a role, and an active staff user of"
                  + " that name here. One of them is missing."));
    }
    if (way() == SignIn.OFF || gateway.gate().logins().isEmpty()) {
      ConsoleFrame frame = frame("The console is closed", gateway, base, assets, "");
      ClosedPage page = new ClosedPage(frame, way() != SignIn.OFF);
      return Optional.of(new ConsoleAnswer.Shown(403, "closed", page));
    }
    return Optional.empty();
  }

  /** The page to sign in at. */
  ConsoleAnswer show(
      Gateway gateway,
      String base,
      String assets,
      HttpServletRequest request,
      HttpServletResponse response) {
    ConsoleFrame frame =
        frame("Sign in", gateway, base, assets, SignInForm.token(gateway, request, response));
    return ConsoleAnswer.shown("signIn", new SignInPage(frame, nextOf(request), "", null));
  }

  /** What that page sends. */
  ConsoleAnswer signIn(
      Gateway gateway,
      String base,
      String assets,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (request.getQueryString() != null) {
      return IN_ADDRESS;
    }
    if (!SameSite.isFromHere(request)) {
      return Console.FORGED;
    }
    ConsoleFrame frame =
        frame("Sign in", gateway, base, assets, SignInForm.token(gateway, request, response));
    if (!SignInForm.isOurs(request, request.getParameter(SameSite.FIELD))) {
      return again(403, frame, nextOf(request), "", "This form was out of date. Send this one.");
    }
    Logins logins = gateway.gate().logins().orElseThrow();
    return signIn(logins, nextOf(request), frame, gateway, request, response);
  }

  private ConsoleAnswer signIn(
      Logins logins,
      String next,
      ConsoleFrame frame,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    String username = parameter(request, "username");
    String password = parameter(request, "password");
    if (username.isEmpty()
        || password.isEmpty()
        || username.length() > MAX_USERNAME
        || password.length() > MAX_PASSWORD) {
      return again(403, frame, next, "", "Give a username and a password.");
    }
    LoginResult result = logins.logIn(username, Secret.of(password), gateway.clientOf(request));
    if (result instanceof LoginResult.Throttled throttled) {
      Duration wait = throttled.retryAfter();
      response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
      String sentence =
          "Too many attempts failed. Try again in " + ConsoleTime.length(atLeast(wait)) + ".";
      return again(429, frame, next, username, sentence);
    }
    if (!(result instanceof LoginResult.LoggedIn in)) {
      return again(403, frame, next, username, "This username and password do not fit.");
    }
    Optional<Administrator> who = reception.user(in.owner(), gateway, request);
    if (who.isEmpty()) {
      return again(403, frame, next, username, "The console is for staff users only.");
    }
    String mark = reception.passwordMark(in.owner(), gateway).orElse("");
    record(gateway, who.get(), OwnerManager::signedIn);
    sessions.open(in.owner(), mark, gateway, request, response);
    SignInForm.forget(gateway, request, response);
    log.info("{} signed in at the console", in.owner());
    return new ConsoleAnswer.SeeOther(next);
  }

  /** The same visit in a session of the password that its user has by now; the others are over. */
  ConsoleVisit signInAnew(ConsoleVisit visit, HttpServletResponse response) {
    Owner self = visit.who().owner();
    String mark = reception.passwordMark(self, visit.gateway()).orElse("");
    return visit.in(sessions.open(self, mark, visit.gateway(), visit.request(), response));
  }

  /** In the audit log, where that is ours; what the host's users do at its login is the host's. */
  private static void record(
      Gateway gateway, Administrator who, BiConsumer<OwnerManager, Owner> what) {
    if (gateway.gate().keepsOwners()) {
      what.accept(gateway.gate().ownerManager().attributedTo(who.attribution()), who.owner());
    }
  }

  private static Duration atLeast(Duration wait) {
    return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
  }

  private static ConsoleAnswer again(
      int status, ConsoleFrame frame, String next, String username, String problem) {
    return new ConsoleAnswer.Shown(
        status, "signIn", new SignInPage(frame, next, username, problem));
  }

  /** Ends the session of a request and, where the host let somebody in, what the host has of it. */
  ConsoleAnswer signOut(ConsoleVisit visit, HttpServletResponse response) {
    Administrator who = visit.who();
    sessions.close(visit.gateway(), visit.request(), response);
    log.info("{} signed out of the console", who.owner());
    if (way() == SignIn.HOST) {
      logOutOfHost(visit.request());
    } else {
      record(visit.gateway(), who, OwnerManager::signedOut);
    }
    return new ConsoleAnswer.SeeOther("/sign-in");
  }

  private static void logOutOfHost(HttpServletRequest request) {
    try {
      request.logout();
    } catch (ServletException e) {
      log.warn("The host's login could not be ended: {}", e.getMessage());
      log.debug("The host's login could not be ended", e);
    }
  }

  static ConsoleFrame frame(
      String title, Gateway gateway, String base, String assets, String token) {
    return new ConsoleFrame(
        base, assets, title, "", null, false, token, null, gateway.gate().clock().instant());
  }

  /** Where to go once signed in: nowhere but to a page of the console. */
  private static String nextOf(HttpServletRequest request) {
    String next = parameter(request, "next");
    return PAGE.matcher(next).matches() && !next.startsWith("//") ? next : "/";
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }
}

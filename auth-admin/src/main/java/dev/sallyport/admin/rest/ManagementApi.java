package dev.sallyport.admin.rest;

import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.ApiProblem;
import dev.sallyport.admin.service.BadRequestException;
import dev.sallyport.admin.service.BasePath;
import dev.sallyport.admin.service.ConfirmationRequiredException;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.session.AdminSession;
import dev.sallyport.admin.session.AdministratorResolver;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SessionAuthenticator;
import dev.sallyport.admin.session.SessionAuthenticator.Cause;
import dev.sallyport.admin.session.SessionAuthenticator.SessionResult;
import dev.sallyport.admin.session.SessionAuthenticator.StepUp;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Scopes;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API. It accepts keys with the scopes {@code admin:read} and {@code admin:write}, and
 * sessions of the console that send their CSRF token.
 */
public record ManagementApi(SessionAuthenticator authenticator, AdministratorResolver resolver) {
  /** The path of the API below the servlet. */
  public static final String PATH = "/api/v1";

  private static final Logger log = LoggerFactory.getLogger(ManagementApi.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private static final Router ROUTER = Router.ofApi();

  /**
   * Returns the scope that a request requires of a key.
   *
   * @param path below the API, with a leading slash, or empty
   */
  public static String scopeOf(String path, HttpServletRequest request) {
    return ROUTER.isRead(route(path), request) ? Administrator.READ : Administrator.WRITE;
  }

  /** Returns a path without a trailing slash, which is ignored. */
  private static String route(String path) {
    return path.replaceFirst("(?<=.)/$", "");
  }

  /**
   * Serves a request.
   *
   * @param path below the API, with a leading slash, or empty
   */
  public void serve(
      String path,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ApiResponse answer = new ApiResponse(request, response);
    answer.begin();
    if (!BasePath.of(request).isCanonical(request)) {
      answer.send(ApiResult.of(ApiProblem.NON_CANONICAL_PATH));
      return;
    }
    String route = route(path);
    if (request.getMethod().equals("OPTIONS")) {
      answer.send(ROUTER.options(route));
      return;
    }
    try {
      Optional<Caller> caller = identify(route, requestAuthenticator, request, answer);
      if (caller.isPresent()) {
        answer.send(reply(route, caller.get(), requestAuthenticator, request, response));
      }
    } catch (StoreException | OverloadedException e) {
      log.warn("Could not serve the management API: {}", e.getMessage());
      log.debug("Could not serve the management API", e);
      answer.send(ApiResult.of(ApiProblem.UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS));
    } catch (RuntimeException e) { // a bug, whose message some containers would show
      log.error("The management API failed", e);
      answer.send(ApiResult.of(ApiProblem.FAILED));
    }
  }

  /**
   * Authenticated caller.
   *
   * @param session null if a key authenticated the request
   */
  private record Caller(Administrator administrator, @Nullable AdminSession session) {}

  /** Authenticates a request; if empty, the response has been sent. */
  private Optional<Caller> identify(
      String route,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      ApiResponse answer)
      throws IOException {
    RequestAuthenticator.Result keyResult =
        requestAuthenticator.authenticate(request, answer.response());
    if (keyResult instanceof RequestAuthenticator.Result.Responded) {
      return Optional.empty();
    }
    if (keyResult instanceof RequestAuthenticator.Result.Authenticated holder) {
      return holder(
              scopeOf(route, request), holder.principal(), requestAuthenticator, request, answer)
          .map(administrator -> new Caller(administrator, null));
    }
    SessionResult result =
        authenticator.authenticate(
            requestAuthenticator,
            request,
            answer.response(),
            () -> request.getHeader(SameSiteCheck.HEADER));
    if (result instanceof SessionResult.Authenticated authenticated) {
      return Optional.of(new Caller(authenticated.administrator(), authenticated.session()));
    }
    deny(((SessionResult.Denied) result).why(), requestAuthenticator, request, answer);
    return Optional.empty();
  }

  private static void deny(
      Cause why,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      ApiResponse answer)
      throws IOException {
    switch (why) {
      case NO_SESSION -> requestAuthenticator.sendUnauthorized(request, answer.response());
      case NOT_STAFF -> answer.send(ApiResult.of(ApiProblem.NOT_STAFF));
      case CROSS_SITE -> answer.send(ApiResult.of(ApiProblem.CROSS_SITE));
      case INSECURE -> answer.send(ApiResult.of(ApiProblem.INSECURE));
    }
  }

  private Optional<Administrator> holder(
      String required,
      ApiKeyPrincipal key,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      ApiResponse answer)
      throws IOException {
    if (!Scopes.cover(key.scopes(), required)) {
      requestAuthenticator.sendForbidden(Set.of(required), key, request, answer.response());
      return Optional.empty();
    }
    Optional<Administrator> administrator = resolver.holder(key, requestAuthenticator, request);
    if (administrator.isEmpty()) {
      answer.send(ApiResult.of(ApiProblem.NOT_STAFF));
    }
    return administrator;
  }

  private ApiResult reply(
      String path,
      Caller caller,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!ApiResponse.isAcceptable(request)) {
      return ApiResult.of(ApiProblem.NOT_ACCEPTABLE);
    }
    try {
      ApiRequest.StepUp stepUp =
          password -> confirm(caller, password, requestAuthenticator, request, response);
      return ROUTER.reply(
          path, caller.administrator(), stepUp, requestAuthenticator.sallyport(), request);
    } catch (ConfirmationRequiredException e) {
      return ApiResult.of(ApiProblem.of(e.why()));
    } catch (BadRequestException e) {
      return ApiResult.of(e.problem());
    } catch (InvalidValueException e) {
      return ApiResult.of(ApiProblem.badRequest(String.valueOf(e.getMessage())));
    }
  }

  private ApiResult confirm(
      Caller caller,
      Secret password,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    AdminSession session = caller.session();
    if (session == null) {
      throw BadRequestException.because(
          "Only sessions are confirmed; requests with a key need no confirmation.");
    }
    if (!authenticator.isByPassword()) {
      return ApiResult.of(ApiProblem.of(Denial.STEP_UP_AT_HOST));
    }
    StepUp stepUp =
        authenticator.confirm(session, password, requestAuthenticator, request, response);
    if (stepUp instanceof StepUp.Confirmed) {
      return ApiResult.noContent();
    }
    if (!(stepUp instanceof StepUp.Unconfirmed unconfirmed)) {
      return ApiResult.of(ApiProblem.CROSS_SITE);
    }
    return ApiResult.of(
        unconfirmed.why() instanceof LoginResult.Throttled throttled
            ? ApiProblem.tooManyAttempts(ThrottleMessage.of(throttled, response))
            : ApiProblem.WRONG_PASSWORD);
  }
}

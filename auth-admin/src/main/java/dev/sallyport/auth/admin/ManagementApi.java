package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult;
import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.admin.SessionGuard.Entry;
import dev.sallyport.auth.admin.SessionGuard.StepUp;
import dev.sallyport.auth.admin.SessionGuard.Why;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.servlet.Gateway.Visitor;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Scopes;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API: for holders of keys with {@code admin:read} and {@code admin:write}, and for
 * sessions of the console that send their CSRF token.
 */
record ManagementApi(SessionGuard guard, Reception reception, Router router) {
  /** Where it is, below the servlet. */
  static final String PATH = "/api/v1";

  private static final Logger log = LoggerFactory.getLogger(ManagementApi.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  static ManagementApi of(SessionGuard guard, Reception reception) {
    return new ManagementApi(guard, reception, Router.ofApi());
  }

  /**
   * Answers a request.
   *
   * @param path below the API, with a slash at the front, or empty
   */
  void serve(String path, Gateway gateway, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ApiResponse answer = new ApiResponse(request, response);
    answer.begin();
    if (!BasePath.of(request).isSpeltSo(request)) {
      answer.send(Reply.of(ApiProblem.MISSPELT_PATH));
      return;
    }
    String route = path.replaceFirst("(?<=.)/$", ""); // a slash at the end says nothing
    if (request.getMethod().equals("OPTIONS")) {
      answer.send(router.options(route));
      return;
    }
    try {
      Optional<Caller> caller = identify(gateway, request, answer);
      if (caller.isPresent()) {
        answer.send(reply(route, caller.get(), gateway, request, response));
      }
    } catch (StoreException | VerifierBusyException e) {
      log.warn("Could not serve the management API: {}", e.getMessage());
      log.debug("Could not serve the management API", e);
      answer.send(Reply.of(ApiProblem.UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS));
    } catch (RuntimeException e) { // a mistake of ours, which some containers would show
      log.error("The management API failed", e);
      answer.send(Reply.of(ApiProblem.FAILED));
    }
  }

  /**
   * Who asks.
   *
   * @param sessionOrNull null if it came with a key
   */
  private record Caller(Administrator who, @Nullable AdminSession sessionOrNull) {}

  /** Who it is; if empty, the client has its answer. */
  private Optional<Caller> identify(Gateway gateway, HttpServletRequest request, ApiResponse answer)
      throws IOException {
    Visitor visitor = gateway.receive(request, answer.response());
    if (visitor instanceof Visitor.Refused) {
      return Optional.empty();
    }
    if (visitor instanceof Visitor.Holder holder) {
      return holder(holder.principal(), gateway, request, answer).map(who -> new Caller(who, null));
    }
    Entry entry =
        guard.admit(gateway, request, answer.response(), () -> request.getHeader(SameSite.HEADER));
    if (entry instanceof Entry.Admitted admitted) {
      return Optional.of(new Caller(admitted.who(), admitted.session()));
    }
    refuse(((Entry.Refused) entry).why(), gateway, request, answer);
    return Optional.empty();
  }

  private static void refuse(
      Why why, Gateway gateway, HttpServletRequest request, ApiResponse answer) throws IOException {
    switch (why) {
      case NO_SESSION -> gateway.demandToken(request, answer.response());
      case NOT_STAFF -> answer.send(Reply.of(ApiProblem.NOT_STAFF));
      case CROSS_SITE -> answer.send(Reply.of(ApiProblem.CROSS_SITE));
      case INSECURE -> answer.send(Reply.of(ApiProblem.INSECURE));
    }
  }

  private Optional<Administrator> holder(
      TokenPrincipal key, Gateway gateway, HttpServletRequest request, ApiResponse answer)
      throws IOException {
    String required = Reception.scopeOf(request);
    if (!Scopes.cover(key.scopes(), required)) {
      gateway.demandScopes(Set.of(required), key, request, answer.response());
      return Optional.empty();
    }
    Optional<Administrator> who = reception.holder(key, gateway, request);
    if (who.isEmpty()) {
      answer.send(Reply.of(ApiProblem.NOT_STAFF));
    }
    return who;
  }

  private Reply reply(
      String path,
      Caller caller,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!ApiResponse.isAcceptable(request)) {
      return Reply.of(ApiProblem.NOT_ACCEPTABLE);
    }
    try {
      Call.StepUp stepUp = password -> confirm(caller, password, gateway, request, response);
      return router.reply(path, caller.who(), stepUp, gateway.gate(), request);
    } catch (ConfirmationRequired e) {
      return Reply.of(ApiProblem.of(e.why()));
    } catch (NotAccepted e) {
      return Reply.of(e.problem());
    } catch (OutOfBoundsException e) {
      return Reply.of(ApiProblem.badRequest(String.valueOf(e.getMessage())));
    }
  }

  private Reply confirm(
      Caller caller,
      Secret password,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    AdminSession session = caller.sessionOrNull();
    if (session == null) {
      throw NotAccepted.because("Only a session is confirmed; a key does without.");
    }
    if (!guard.isByPassword()) {
      return Reply.of(ApiProblem.of(Refusal.STEP_UP_AT_HOST));
    }
    StepUp stepUp = guard.confirm(session, password, gateway, request, response);
    if (!(stepUp instanceof StepUp.Unconfirmed unconfirmed)) {
      return Reply.noContent();
    }
    return Reply.of(
        unconfirmed.why() instanceof LoginResult.Throttled throttled
            ? ApiProblem.tooManyAttempts(ConsoleThrottle.tell(throttled, response))
            : ApiProblem.WRONG_PASSWORD);
  }
}

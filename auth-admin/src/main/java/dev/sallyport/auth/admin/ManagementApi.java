package dev.sallyport.auth.admin;

import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.admin.SessionGuard.Entry;
import dev.sallyport.auth.admin.SessionGuard.Why;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.servlet.Gateway.Visitor;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Scopes;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
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
    if (request.getMethod().equals("OPTIONS")) {
      answer.send(router.options(path));
      return;
    }
    try {
      Optional<Administrator> who = identify(gateway, request, answer);
      if (who.isPresent()) {
        answer.send(reply(path, who.get(), gateway, request));
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

  /** Who it is; if empty, the client has its answer. */
  private Optional<Administrator> identify(
      Gateway gateway, HttpServletRequest request, ApiResponse answer) throws IOException {
    Visitor visitor = gateway.receive(request, answer.response());
    if (visitor instanceof Visitor.Refused) {
      return Optional.empty();
    }
    if (visitor instanceof Visitor.Holder holder) {
      return holder(holder.principal(), gateway, request, answer);
    }
    Entry entry =
        guard.admit(gateway, request, answer.response(), () -> request.getHeader(SameSite.HEADER));
    if (entry instanceof Entry.Admitted admitted) {
      return Optional.of(admitted.who());
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

  private Reply reply(String path, Administrator who, Gateway gateway, HttpServletRequest request)
      throws IOException {
    if (!ApiResponse.isAcceptable(request)) {
      return Reply.of(ApiProblem.NOT_ACCEPTABLE);
    }
    try {
      return router.reply(path, who, gateway.gate(), request);
    } catch (NotAccepted e) {
      return Reply.of(e.problem());
    } catch (OutOfBoundsException e) {
      return Reply.of(ApiProblem.badRequest(String.valueOf(e.getMessage())));
    }
  }
}

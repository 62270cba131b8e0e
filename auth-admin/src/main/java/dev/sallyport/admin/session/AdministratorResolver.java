package dev.sallyport.admin.session;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.AccessPolicy.Denial;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Scopes;
import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolver of users and keys to administrators, by the settings and the directory of owners. */
public record AdministratorResolver(Settings settings) {
  /** Maximum length of a password that is checked. */
  public static final int MAX_PASSWORD = 4096;

  /** Request attribute with the time of the last login; see AdminServlet. */
  public static final String AUTHENTICATED_AT = "dev.sallyport.admin.authenticatedAt";

  /** Owner that is looked up for unknown users, so that responses take the same time. */
  public static final Owner DUMMY_OWNER = Owner.of("unknown");

  private static final List<String> EVERYTHING = List.of("*");

  /** Returns what a request requires of a key: a scope, and an owner who is active staff. */
  public static KeyRequirement requirement(String scope, Sallyport sallyport) {
    AccessPolicy ofStaff =
        (key, any) ->
            isStaff(key.owner(), sallyport)
                ? Optional.empty()
                : Optional.of(Denial.of(DenialReason.OWNER_NOT_STAFF));
    return new KeyRequirement(Set.of(scope), List.of(ofStaff));
  }

  /** Returns whether the method of a request only reads. */
  public static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /**
   * Returns the administrator for a request that is authenticated by key.
   *
   * @return empty unless the owner is active staff
   */
  public Optional<Administrator> holder(
      ApiKeyPrincipal key, RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    if (!isStaff(key.owner(), requestAuthenticator.sallyport())) {
      return Optional.empty();
    }
    return Optional.of(
        new Administrator(
            key.owner(),
            settings.get(AdminSettings.SUPERUSERS),
            Scopes.cover(key.scopes(), Administrator.WRITE),
            List.copyOf(key.scopes()),
            key,
            Confirmation.FRESH,
            AuditContext.of("key:" + key.keyId(), requestAuthenticator.clientOf(request))));
  }

  /**
   * Returns the administrator for a user who signed in.
   *
   * @return empty unless the user is active staff
   */
  public Optional<Administrator> user(
      Owner owner,
      Confirmation confirmation,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    return user(
        owner,
        status(owner, requestAuthenticator.sallyport()),
        confirmation,
        requestAuthenticator,
        request);
  }

  private Optional<Administrator> user(
      Owner owner,
      OwnerStatus status,
      Confirmation confirmation,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    if (!isStaff(status)) {
      return Optional.empty();
    }
    List<Owner> superusers = settings.get(AdminSettings.SUPERUSERS);
    boolean isSuper = superusers.contains(owner);
    return Optional.of(
        new Administrator(
            owner,
            superusers,
            true,
            isSuper ? EVERYTHING : settings.get(AdminSettings.GRANTABLE_SCOPES),
            null,
            confirmation,
            AuditContext.ofUser(owner, requestAuthenticator.clientOf(request))));
  }

  /**
   * Returns the status of the user of a session; empty if the password that opened it is no longer
   * the user's password.
   */
  Optional<OwnerStatus> statusOf(AdminSession session, RequestAuthenticator requestAuthenticator) {
    Sallyport sallyport = requestAuthenticator.sallyport();
    Optional<OwnerStatus> known = session.found().status();
    if (settings.get(AdminSettings.SIGN_IN) == SignIn.HOST) {
      return Optional.of(known.orElseGet(() -> status(session.owner(), sallyport)));
    }
    if (known.isPresent()) {
      String version = session.found().passwordVersion();
      return known.filter(it -> version != null && AdminSessions.isOpenedBy(version, session));
    }
    return sallyport
        .logins()
        .flatMap(logins -> logins.findPasswordOwner(session.owner()))
        .filter(user -> AdminSessions.isOpenedBy(user.passwordVersion(), session))
        .map(user -> user.profile().status());
  }

  /**
   * Returns the administrator for a session: empty unless its user is active staff and, with {@code
   * admin-sign-in=host}, is still the user of the host's login.
   */
  Optional<Administrator> ofSession(
      AdminSession session,
      OwnerStatus status,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    Owner owner = session.owner();
    return switch (settings.get(AdminSettings.SIGN_IN)) {
      case OFF -> Optional.empty();
      case DIRECTORY -> {
        boolean isFresh =
            Confirmation.isFresh(
                session.stored().confirmedAt(), requestAuthenticator.sallyport().clock().instant());
        Confirmation confirmation = isFresh ? Confirmation.FRESH : Confirmation.DUE;
        yield user(owner, status, confirmation, requestAuthenticator, request);
      }
      case HOST ->
          userOfHost(requestAuthenticator, request)
              .filter(owner::equals)
              .flatMap(
                  same ->
                      user(
                          same,
                          status,
                          confirmedAtHost(requestAuthenticator, request),
                          requestAuthenticator,
                          request));
    };
  }

  /** Returns whether the host's login is recent, as far as the host reports it. */
  static Confirmation confirmedAtHost(
      RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    if (!(request.getAttribute(AUTHENTICATED_AT) instanceof Instant authenticatedAt)) {
      return Confirmation.UNKNOWN;
    }
    return Confirmation.isFresh(authenticatedAt, requestAuthenticator.sallyport().clock().instant())
        ? Confirmation.FRESH
        : Confirmation.DUE_AT_HOST;
  }

  /**
   * Checks the password of a signed-in user. Failures count as failed sign-ins.
   *
   * @return {@link LoginResult.LoggedIn} only for that user
   */
  public static LoginResult checkPassword(
      Owner self,
      Secret password,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    if (password.reveal().length() > MAX_PASSWORD) {
      return new LoginResult.Denied();
    }
    PasswordAuthenticator logins = requestAuthenticator.sallyport().logins().orElseThrow();
    Optional<String> device =
        logins.passwordVersion(self).flatMap(mark -> DeviceCookie.of(request, self, mark));
    String client = requestAuthenticator.clientOf(request);
    LoginRequest login =
        LoginRequest.of(self.userId(), password, client).inAccount(self.accountId());
    LoginResult result = logins.logIn(device.map(login::fromDevice).orElse(login));
    boolean isOther = result instanceof LoginResult.LoggedIn in && !in.owner().equals(self);
    return isOther ? new LoginResult.Denied() : result;
  }

  /**
   * Returns a value that changes with the user's password; the empty text with {@code
   * admin-sign-in=host}.
   *
   * @return empty if the user cannot sign in
   */
  public Optional<String> passwordVersion(Owner owner, RequestAuthenticator requestAuthenticator) {
    return settings.get(AdminSettings.SIGN_IN) == SignIn.HOST
        ? Optional.of("")
        : requestAuthenticator
            .sallyport()
            .logins()
            .flatMap(logins -> logins.passwordVersion(owner));
  }

  /**
   * Returns the owner that a login names. Returns empty for invalid ids without a query, since a
   * database may reject some characters.
   *
   * @param accountId the account; the empty text if the login does not name it
   */
  public static Optional<Owner> find(
      String accountId, String username, RequestAuthenticator requestAuthenticator) {
    if (!Owner.isUserId(username) || (!accountId.isEmpty() && !Owner.isAccountId(accountId))) {
      return Optional.empty();
    }
    OwnerDirectory owners = requestAuthenticator.sallyport().owners();
    return accountId.isEmpty()
        ? owners.findByUserId(username)
        : owners.find(new Owner(accountId, username)).map(OwnerProfile::owner);
  }

  /**
   * Returns the user of the host's login.
   *
   * @return empty if there is none, or it lacks the role, or the directory of owners does not know
   *     it
   */
  Optional<Owner> userOfHost(
      RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    boolean isAuthenticated =
        settings.get(AdminSettings.SIGN_IN) == SignIn.HOST
            && principal != null
            && !(principal instanceof ApiKeyPrincipal)
            && ContainerAuthenticator.principalOf(request)
                .isEmpty() // whatever the principal's type
            && request.isUserInRole(settings.get(AdminSettings.ROLE));
    return isAuthenticated
        ? requestAuthenticator.sallyport().owners().findByUserId(principal.getName())
        : Optional.empty();
  }

  private static boolean isStaff(Owner owner, Sallyport sallyport) {
    return isStaff(status(owner, sallyport));
  }

  private static boolean isStaff(OwnerStatus status) {
    return status.isActive() && status.staff();
  }

  private static OwnerStatus status(Owner owner, Sallyport sallyport) {
    return sallyport.owners().find(owner).map(OwnerProfile::status).orElse(OwnerStatus.ABSENT);
  }
}

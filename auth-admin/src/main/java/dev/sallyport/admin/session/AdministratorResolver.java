package dev.sallyport.admin.session;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.admin.config.Superuser;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.AccessPolicy.Denial;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Scopes;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what people may do here, by what the settings and the directory of owners say now. */
public record AdministratorResolver(Settings settings) {
  /** The longest password that is looked at. */
  public static final int MAX_PASSWORD = 4096;

  /** Where a host tells when a user last signed in: AdminServlet documents it. */
  public static final String AUTHENTICATED_AT = "dev.sallyport.admin.authenticatedAt";

  /** Somebody to ask for where nobody is meant, so that it takes as long. */
  public static final Owner DUMMY_OWNER = new Owner("0000-0000-0000", "nobody");

  private static final List<String> EVERYTHING = List.of("*");

  /** The scope that a request takes. */
  public static String scopeOf(HttpServletRequest request) {
    return isRead(request) ? Administrator.READ : Administrator.WRITE;
  }

  /** Returns what a request takes of a key: its scope, and an owner who is active staff. */
  public static KeyRequirement requirement(HttpServletRequest request, Sallyport sallyport) {
    AccessPolicy ofStaff =
        (key, any) ->
            isStaff(key.owner(), sallyport)
                ? Optional.empty()
                : Optional.of(Denial.of(DenialReason.OWNER_NOT_STAFF));
    return new KeyRequirement(Set.of(scopeOf(request)), List.of(ofStaff));
  }

  public static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /**
   * What the holder of a key may do with scopes that it holds for it.
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
   * What somebody may do who signed in.
   *
   * @return empty unless it is active staff
   */
  public Optional<Administrator> user(
      Owner owner,
      Confirmation confirmation,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request) {
    if (!isStaff(owner, requestAuthenticator.sallyport())) {
      return Optional.empty();
    }
    List<Superuser> superusers = settings.get(AdminSettings.SUPERUSERS);
    boolean isSuper = Superuser.isAmong(superusers, owner);
    return Optional.of(
        new Administrator(
            owner,
            superusers,
            true,
            isSuper ? EVERYTHING : settings.get(AdminSettings.GRANTABLE_SCOPES),
            null,
            confirmation,
            AuditContext.of("user:" + owner.username(), requestAuthenticator.clientOf(request))));
  }

  /**
   * What somebody may do who has a session: as long as it is active staff and, where the host's
   * login lets people in, as long as that is still the same user's.
   */
  Optional<Administrator> signedIn(
      AdminSession session, RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    return switch (settings.get(AdminSettings.SIGN_IN)) {
      case OFF -> Optional.empty();
      case DIRECTORY -> {
        boolean isFresh =
            Confirmation.isFresh(
                session.confirmedAt(), requestAuthenticator.sallyport().clock().instant());
        Confirmation confirmation = isFresh ? Confirmation.FRESH : Confirmation.DUE;
        yield user(session.owner(), confirmation, requestAuthenticator, request);
      }
      case HOST ->
          userOfHost(requestAuthenticator, request)
              .filter(session.owner()::equals)
              .flatMap(
                  owner ->
                      user(
                          owner,
                          confirmedAtHost(requestAuthenticator, request),
                          requestAuthenticator,
                          request));
    };
  }

  /** Returns whether the host's login is a recent one, as far as the host tells. */
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
   * Checks the password of a signed-in user; failures count as at signing in.
   *
   * @return {@link LoginResult.LoggedIn} for that very user only
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
    LoginResult result =
        logins.logIn(self.username(), password, requestAuthenticator.clientOf(request), device);
    boolean isOther = result instanceof LoginResult.LoggedIn in && !in.owner().equals(self);
    return isOther ? new LoginResult.Denied() : result;
  }

  /** Whether the password with which a session was opened is still the user's. */
  boolean isPasswordUnchanged(AdminSession session, RequestAuthenticator requestAuthenticator) {
    return passwordVersion(session.owner(), requestAuthenticator)
        .filter(session.passwordVersion()::equals)
        .isPresent();
  }

  /**
   * What tells the user's password from an earlier one, where people sign in with it; empty text
   * where the host lets them in.
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
   * Who is called so, if anybody may be: names come from strangers, and a database may refuse to be
   * asked for some.
   */
  public static Optional<Owner> findByUsername(String username, RequestAuthenticator requestAuthenticator) {
    try {
      new Owner(DUMMY_OWNER.accountNumber(), username);
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
    return requestAuthenticator.sallyport().owners().findByUsername(username);
  }

  /**
   * Whom the host's login has let in.
   *
   * @return empty if nobody, or nobody with the role, or nobody that the directory of owners knows
   */
  Optional<Owner> userOfHost(
      RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    boolean isAuthenticated =
        settings.get(AdminSettings.SIGN_IN) == SignIn.HOST
            && principal != null
            && !(principal instanceof ApiKeyPrincipal)
            && request.isUserInRole(settings.get(AdminSettings.ROLE));
    return isAuthenticated
        ? requestAuthenticator.sallyport().owners().findByUsername(principal.getName())
        : Optional.empty();
  }

  private static boolean isStaff(Owner owner, Sallyport sallyport) {
    Optional<OwnerStatus> status = sallyport.owners().find(owner).map(OwnerProfile::status);
    return status.filter(it -> it.isActive() && it.staff()).isPresent();
  }
}

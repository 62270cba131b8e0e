package dev.sallyport.auth.admin;

import dev.sallyport.auth.LoginResult;
import dev.sallyport.auth.Logins;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.admin.AdminSettings.SignIn;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.servlet.KeyRequirement;
import dev.sallyport.auth.spi.AccessPolicy;
import dev.sallyport.auth.spi.AccessPolicy.Objection;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Scopes;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what people may do here, by what the settings and the directory of owners say now. */
record Reception(Settings settings) {
  /** The longest password that is looked at. */
  static final int MAX_PASSWORD = 4096;

  /** Where a host tells when a user last signed in: AdminServlet documents it. */
  static final String AUTHENTICATED_AT = "dev.sallyport.auth.admin.authenticatedAt";

  /** Somebody to ask for where nobody is meant, so that it takes as long. */
  static final Owner NOBODY = new Owner("0000-0000-0000", "nobody");

  private static final List<String> EVERYTHING = List.of("*");

  /** The scope that a request takes. */
  static String scopeOf(HttpServletRequest request) {
    return isRead(request) ? Administrator.READ : Administrator.WRITE;
  }

  /** Returns what a request takes of a key: its scope, and an owner who is active staff. */
  static KeyRequirement requirement(HttpServletRequest request, Sallyport gate) {
    AccessPolicy ofStaff =
        (key, any) ->
            isStaff(key.owner(), gate)
                ? Optional.empty()
                : Optional.of(Objection.of(DenialReason.OWNER_NOT_STAFF));
    return new KeyRequirement(Set.of(scopeOf(request)), List.of(ofStaff));
  }

  static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /**
   * What the holder of a key may do with scopes that it holds for it.
   *
   * @return empty unless the owner is active staff
   */
  Optional<Administrator> holder(TokenPrincipal key, Gateway gateway, HttpServletRequest request) {
    if (!isStaff(key.owner(), gateway.gate())) {
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
            Attribution.of("key:" + key.keyId(), gateway.clientOf(request))));
  }

  /**
   * What somebody may do who signed in.
   *
   * @return empty unless it is active staff
   */
  Optional<Administrator> user(
      Owner owner, Confirmation confirmation, Gateway gateway, HttpServletRequest request) {
    if (!isStaff(owner, gateway.gate())) {
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
            Attribution.of("user:" + owner.username(), gateway.clientOf(request))));
  }

  /**
   * What somebody may do who has a session: as long as it is active staff and, where the host's
   * login lets people in, as long as that is still the same user's.
   */
  Optional<Administrator> signedIn(
      AdminSession session, Gateway gateway, HttpServletRequest request) {
    return switch (settings.get(AdminSettings.SIGN_IN)) {
      case OFF -> Optional.empty();
      case DIRECTORY -> {
        boolean isFresh =
            Confirmation.isFresh(session.confirmedAt(), gateway.gate().clock().instant());
        Confirmation confirmation = isFresh ? Confirmation.FRESH : Confirmation.DUE;
        yield user(session.owner(), confirmation, gateway, request);
      }
      case HOST ->
          userOfHost(gateway, request)
              .filter(session.owner()::equals)
              .flatMap(owner -> user(owner, confirmedAtHost(gateway, request), gateway, request));
    };
  }

  /** Returns whether the host's login is a recent one, as far as the host tells. */
  static Confirmation confirmedAtHost(Gateway gateway, HttpServletRequest request) {
    if (!(request.getAttribute(AUTHENTICATED_AT) instanceof Instant authenticatedAt)) {
      return Confirmation.UNKNOWN;
    }
    return Confirmation.isFresh(authenticatedAt, gateway.gate().clock().instant())
        ? Confirmation.FRESH
        : Confirmation.DUE_AT_HOST;
  }

  /**
   * Checks the password of a signed-in user; failures count as at signing in.
   *
   * @return {@link LoginResult.LoggedIn} for that very user only
   */
  static LoginResult checkPassword(
      Owner self, Secret password, Gateway gateway, HttpServletRequest request) {
    if (password.reveal().length() > MAX_PASSWORD) {
      return new LoginResult.Refused();
    }
    Logins logins = gateway.gate().logins().orElseThrow();
    Optional<String> device =
        logins.passwordMark(self).flatMap(mark -> DeviceCookie.of(request, self, mark));
    LoginResult result = logins.logIn(self.username(), password, gateway.clientOf(request), device);
    boolean isOther = result instanceof LoginResult.LoggedIn in && !in.owner().equals(self);
    return isOther ? new LoginResult.Refused() : result;
  }

  /** Whether the password with which a session was opened is still the user's. */
  boolean isStillOf(AdminSession session, Gateway gateway) {
    return passwordMark(session.owner(), gateway)
        .filter(session.passwordMark()::equals)
        .isPresent();
  }

  /**
   * What tells the user's password from an earlier one, where people sign in with it; empty text
   * where the host lets them in.
   *
   * @return empty if the user cannot sign in
   */
  Optional<String> passwordMark(Owner owner, Gateway gateway) {
    return settings.get(AdminSettings.SIGN_IN) == SignIn.HOST
        ? Optional.of("")
        : gateway.gate().logins().flatMap(logins -> logins.passwordMark(owner));
  }

  /**
   * Who is called so, if anybody may be: names come from strangers, and a database may refuse to be
   * asked for some.
   */
  static Optional<Owner> called(String username, Gateway gateway) {
    try {
      new Owner(NOBODY.accountNumber(), username);
    } catch (OutOfBoundsException e) {
      return Optional.empty();
    }
    return gateway.gate().owners().findByUsername(username);
  }

  /**
   * Whom the host's login has let in.
   *
   * @return empty if nobody, or nobody with the role, or nobody that the directory of owners knows
   */
  Optional<Owner> userOfHost(Gateway gateway, HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    boolean isMeant =
        settings.get(AdminSettings.SIGN_IN) == SignIn.HOST
            && principal != null
            && !(principal instanceof TokenPrincipal)
            && request.isUserInRole(settings.get(AdminSettings.ROLE));
    return isMeant ? gateway.gate().owners().findByUsername(principal.getName()) : Optional.empty();
  }

  private static boolean isStaff(Owner owner, Sallyport gate) {
    Optional<OwnerStatus> status = gate.owners().find(owner).map(OwnerProfile::status);
    return status.filter(it -> it.isActive() && it.staff()).isPresent();
  }
}

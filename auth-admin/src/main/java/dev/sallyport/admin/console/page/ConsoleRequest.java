package dev.sallyport.admin.console.page;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.console.page.FlashMessage.Undo;
import dev.sallyport.admin.service.AdminAuditService;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.AdminResourceService;
import dev.sallyport.admin.service.AdminUsageService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.session.AdminSession;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Request of a signed-in user to the console.
 *
 * @param http the servlet request
 * @param base the path of the console, without a trailing slash
 * @param assets the path of the static files
 * @param isByPassword whether users sign in with a password of the directory of owners
 */
public record ConsoleRequest(
    RequestAuthenticator requestAuthenticator,
    HttpServletRequest http,
    String base,
    String assets,
    AdminSession session,
    Administrator administrator,
    boolean isByPassword) {
  /** Version that no key has. */
  public static final long NO_VERSION = -1;

  private static final Logger log = LoggerFactory.getLogger(ConsoleRequest.class);
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** Returns the Sallyport instance. */
  public Sallyport sallyport() {
    return requestAuthenticator.sallyport();
  }

  /** Returns the key service for the administrator. */
  public AdminKeyService keys() {
    return new AdminKeyService(sallyport(), administrator);
  }

  /** Returns the resource service for the administrator. */
  public AdminResourceService bindings() {
    return new AdminResourceService(sallyport(), administrator);
  }

  /** Returns the owner service for the administrator. */
  public AdminOwnerService owners() {
    return new AdminOwnerService(sallyport(), administrator);
  }

  /** Returns the audit service for the administrator. */
  public AdminAuditService events() {
    return new AdminAuditService(sallyport(), administrator);
  }

  /** Returns the usage service for the administrator. */
  public AdminUsageService usage() {
    return new AdminUsageService(sallyport(), administrator);
  }

  /** Returns whether a form was submitted. */
  public boolean isPost() {
    return http.getMethod().equals("POST");
  }

  /** Returns whether only the header fields of the response are sent. */
  public boolean isHead() {
    return http.getMethod().equals("HEAD");
  }

  /** Returns a parameter without surrounding whitespace; the empty text if it is absent. */
  public String text(String name) {
    String value = http.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** Returns a parameter without surrounding whitespace; empty if it is absent or blank. */
  public Optional<String> given(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  /**
   * Returns the version of a key that the form was opened with; empty if it has none, and {@link
   * #NO_VERSION} if it is invalid.
   */
  public OptionalLong version() {
    return given("version")
        .map(it -> VERSION.matcher(it).matches() ? Long.parseLong(it) : NO_VERSION)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** Returns all values of a parameter. */
  public List<String> all(String name) {
    String[] values = http.getParameterValues(name);
    return values == null ? List.of() : Arrays.asList(values);
  }

  /** Returns a password with its whitespace; empty if it is absent or empty. */
  public Optional<Secret> password(String name) {
    String password = http.getParameter(name);
    return password == null || password.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.of(password));
  }

  /**
   * Returns whether a parameter is a phrase. Sequences of whitespace count as one space, as
   * browsers show them.
   */
  public boolean isTyped(String name, String phrase) {
    return normalized(text(name)).equals(normalized(phrase));
  }

  private static String normalized(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /**
   * Returns a copy with a reason for the audit log.
   *
   * @throws InvalidValueException if the reason is invalid
   */
  public ConsoleRequest because(String reason) {
    Administrator explained = administrator.because(reason);
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, session, explained, isByPassword);
  }

  /** Returns a copy in another session. */
  public ConsoleRequest in(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, other, administrator, isByPassword);
  }

  /** Returns a copy in a confirmed session. */
  public ConsoleRequest confirmed(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, other, administrator.confirmed(), isByPassword);
  }

  /** Returns whether the user can change their own password in the console. */
  public boolean canChangePassword() {
    return isByPassword && sallyport().keepsOwners() && sallyport().logins().isPresent();
  }

  /** Creates the layout of a page, and removes the flash message that it shows. */
  public PageLayout layout(String title, String active) {
    return new PageLayout(
        base,
        assets,
        title,
        active,
        administrator,
        sallyport().keepsOwners(),
        canChangePassword(),
        session.csrfToken(),
        takeMessage().orElse(null),
        sallyport().clock().instant());
  }

  /** Removes the message of the session. A page is complete without it. */
  private Optional<FlashMessage> takeMessage() {
    String message = session.stored().message();
    try {
      return !message.isEmpty()
              && sallyport().sessions().removeMessage(session.stored().digest(), message)
          ? FlashMessage.parse(message)
          : Optional.empty();
    } catch (StoreException e) {
      log.debug("Could not remove the message of a session", e);
      return Optional.empty();
    }
  }

  /** Redirects to another page, which shows a message. */
  public ConsoleResponse done(String path, String sentence) {
    return seeOther(path, FlashMessage.good(sentence));
  }

  /** Redirects to another page, which shows a message and offers to revert the action. */
  public ConsoleResponse done(String path, String sentence, Undo undo) {
    return seeOther(path, new FlashMessage(sentence, false, undo));
  }

  /** Redirects to another page, which shows an error message. */
  public ConsoleResponse notDone(String path, String sentence) {
    return seeOther(path, FlashMessage.bad(sentence));
  }

  /** The action is done, so that a message that cannot be stored is only omitted. */
  private ConsoleResponse seeOther(String path, FlashMessage message) {
    try {
      sallyport().sessions().setMessage(session.stored().digest(), message.toJson());
    } catch (StoreException e) {
      log.warn("Could not store the result of a form for the next page: {}", e.getMessage());
      log.debug("Could not store the result of a form for the next page", e);
    }
    return new ConsoleResponse.SeeOther(path);
  }
}

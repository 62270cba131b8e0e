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
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Request of a signed-in user to the console.
 *
 * @param http the servlet request
 * @param base the path of the console, without a trailing slash
 * @param assets the path of the static files
 * @param isByPassword whether users sign in with a password of the directory of owners
 * @param flashMessages messages for the next pages of sessions
 */
public record ConsoleRequest(
    RequestAuthenticator requestAuthenticator,
    HttpServletRequest http,
    String base,
    String assets,
    AdminSession session,
    Administrator administrator,
    boolean isByPassword,
    FlashStore<FlashMessage> flashMessages) {
  private static final String FLASH_MESSAGE = "notice";
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
   * Returns the version of a key that the form was opened with; empty if it has none, and -1, which
   * no key has, if it is invalid.
   */
  public OptionalLong version() {
    return given("version")
        .map(it -> OptionalLong.of(VERSION.matcher(it).matches() ? Long.parseLong(it) : -1))
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
        requestAuthenticator, http, base, assets, session, explained, isByPassword, flashMessages);
  }

  /** Returns a copy in another session. */
  public ConsoleRequest in(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator,
        http,
        base,
        assets,
        other,
        administrator,
        isByPassword,
        flashMessages);
  }

  /** Returns a copy in a confirmed session. */
  public ConsoleRequest confirmed(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator,
        http,
        base,
        assets,
        other,
        administrator.confirmed(),
        isByPassword,
        flashMessages);
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
        flashMessages.take(session, FLASH_MESSAGE).orElse(null),
        sallyport().clock().instant());
  }

  /** Redirects to another page, which shows a message. */
  public ConsoleResponse done(String path, String sentence) {
    flashMessages.put(session, FLASH_MESSAGE, FlashMessage.good(sentence));
    return new ConsoleResponse.SeeOther(path);
  }

  /** Redirects to another page, which shows a message and offers to revert the action. */
  public ConsoleResponse done(String path, String sentence, Undo undo) {
    flashMessages.put(session, FLASH_MESSAGE, new FlashMessage(sentence, false, undo));
    return new ConsoleResponse.SeeOther(path);
  }

  /** Redirects to another page, which shows an error message. */
  public ConsoleResponse notDone(String path, String sentence) {
    flashMessages.put(session, FLASH_MESSAGE, FlashMessage.bad(sentence));
    return new ConsoleResponse.SeeOther(path);
  }
}

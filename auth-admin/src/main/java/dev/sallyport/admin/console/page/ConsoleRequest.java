package dev.sallyport.admin.console.page;

import dev.sallyport.Sallyport;
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
import java.util.regex.Pattern;

/**
 * A request of somebody who is signed in.
 *
 * @param base the path of the console, without a slash at the end
 * @param assets the path of what pages need
 * @param isByPassword whether people sign in with a password that the directory of owners knows
 * @param flashMessages what came of what the session did before
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
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  public Sallyport sallyport() {
    return requestAuthenticator.sallyport();
  }

  public AdminKeyService keys() {
    return new AdminKeyService(sallyport(), administrator);
  }

  public AdminResourceService bindings() {
    return new AdminResourceService(sallyport(), administrator);
  }

  public AdminOwnerService owners() {
    return new AdminOwnerService(sallyport(), administrator);
  }

  public AdminAuditService events() {
    return new AdminAuditService(sallyport(), administrator);
  }

  public AdminUsageService usage() {
    return new AdminUsageService(sallyport(), administrator);
  }

  public boolean isPost() {
    return http.getMethod().equals("POST");
  }

  /** A parameter without blanks around it; empty if it is not there. */
  public String text(String name) {
    String value = http.getParameter(name);
    return value == null ? "" : value.strip();
  }

  public Optional<String> given(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  public List<String> all(String name) {
    String[] values = http.getParameterValues(name);
    return values == null ? List.of() : Arrays.asList(values);
  }

  /** A password, of which blanks are a part; empty if there is none. */
  public Optional<Secret> password(String name) {
    String password = http.getParameter(name);
    return password == null || password.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.of(password));
  }

  /** Whether that was typed; blanks count as a browser shows them, of which several are one. */
  public boolean isTyped(String name, String phrase) {
    return spaced(text(name)).equals(spaced(phrase));
  }

  private static String spaced(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /**
   * The same visit of somebody who says why.
   *
   * @throws InvalidValueException if the reason is out of its bounds
   */
  public ConsoleRequest because(String reason) {
    Administrator explained = administrator.because(reason);
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, session, explained, isByPassword, flashMessages);
  }

  /** The same visit in another session. */
  public ConsoleRequest in(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, other, administrator, isByPassword, flashMessages);
  }

  /** Returns the same visit in a confirmed session. */
  public ConsoleRequest confirmed(AdminSession other) {
    return new ConsoleRequest(
        requestAuthenticator, http, base, assets, other, administrator.confirmed(), isByPassword, flashMessages);
  }

  /** Whether who is signed in can change its password here. */
  public boolean canChangePassword() {
    return isByPassword && sallyport().keepsOwners() && sallyport().logins().isPresent();
  }

  /** What is the same on every page; takes what is to be said once. */
  public PageLayout layout(String title, String active) {
    return new PageLayout(
        base,
        assets,
        title,
        active,
        administrator,
        canChangePassword(),
        session.csrfToken(),
        flashMessages.take(session, FLASH_MESSAGE).orElse(null),
        sallyport().clock().instant());
  }

  /** Goes to another page, which says this. */
  public ConsoleResponse done(String path, String sentence) {
    flashMessages.put(session, FLASH_MESSAGE, FlashMessage.good(sentence));
    return new ConsoleResponse.SeeOther(path);
  }

  /** Goes to another page, which says that this did not work. */
  public ConsoleResponse notDone(String path, String sentence) {
    flashMessages.put(session, FLASH_MESSAGE, FlashMessage.bad(sentence));
    return new ConsoleResponse.SeeOther(path);
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.token.OutOfBoundsException;
import dev.sallyport.auth.token.Secret;
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
 * @param notices what came of what the session did before
 */
record ConsoleVisit(
    Gateway gateway,
    HttpServletRequest request,
    String base,
    String assets,
    AdminSession session,
    Administrator who,
    boolean isByPassword,
    ConsoleOnce<ConsoleNotice> notices) {
  private static final String NOTICE = "notice";
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  Sallyport gate() {
    return gateway.gate();
  }

  KeyDesk keys() {
    return new KeyDesk(gate(), who);
  }

  BindingDesk bindings() {
    return new BindingDesk(gate(), who);
  }

  OwnerDesk owners() {
    return new OwnerDesk(gate(), who);
  }

  EventDesk events() {
    return new EventDesk(gate(), who);
  }

  UsageDesk usage() {
    return new UsageDesk(gate(), who);
  }

  boolean isPost() {
    return request.getMethod().equals("POST");
  }

  /** A parameter without blanks around it; empty if it is not there. */
  String text(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  Optional<String> given(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  List<String> all(String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : Arrays.asList(values);
  }

  /** A password, of which blanks are a part; empty if there is none. */
  Optional<Secret> password(String name) {
    String password = request.getParameter(name);
    return password == null || password.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.of(password));
  }

  /** Whether that was typed; blanks count as a browser shows them, of which several are one. */
  boolean isTyped(String name, String phrase) {
    return spaced(text(name)).equals(spaced(phrase));
  }

  private static String spaced(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /**
   * The same visit of somebody who says why.
   *
   * @throws OutOfBoundsException if the reason is out of its bounds
   */
  ConsoleVisit because(String reason) {
    Administrator explained = who.because(reason);
    return new ConsoleVisit(
        gateway, request, base, assets, session, explained, isByPassword, notices);
  }

  /** The same visit in another session. */
  ConsoleVisit in(AdminSession other) {
    return new ConsoleVisit(gateway, request, base, assets, other, who, isByPassword, notices);
  }

  /** Returns the same visit in a confirmed session. */
  ConsoleVisit confirmed(AdminSession other) {
    return new ConsoleVisit(
        gateway, request, base, assets, other, who.confirmed(), isByPassword, notices);
  }

  /** Whether who is signed in can change its password here. */
  boolean keepsPassword() {
    return isByPassword && gate().keepsOwners() && gate().logins().isPresent();
  }

  /** What is the same on every page; takes what is to be said once. */
  ConsoleFrame frame(String title, String active) {
    return new ConsoleFrame(
        base,
        assets,
        title,
        active,
        who,
        keepsPassword(),
        session.csrfToken(),
        notices.take(session, NOTICE).orElse(null),
        gate().clock().instant());
  }

  /** Goes to another page, which says this. */
  ConsoleAnswer done(String path, String sentence) {
    notices.put(session, NOTICE, ConsoleNotice.good(sentence));
    return new ConsoleAnswer.SeeOther(path);
  }

  /** Goes to another page, which says that this did not work. */
  ConsoleAnswer undone(String path, String sentence) {
    notices.put(session, NOTICE, ConsoleNotice.bad(sentence));
    return new ConsoleAnswer.SeeOther(path);
  }
}

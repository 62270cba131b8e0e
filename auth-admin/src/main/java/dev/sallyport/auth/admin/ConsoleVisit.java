package dev.sallyport.auth.admin;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.servlet.Gateway;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request of somebody who is signed in.
 *
 * @param base the path of the console, without a slash at the end
 * @param assets the path of what pages need
 * @param notices what came of what the session did before
 */
record ConsoleVisit(
    Gateway gateway,
    HttpServletRequest request,
    String base,
    String assets,
    AdminSession session,
    Administrator who,
    ConsoleOnce<ConsoleNotice> notices) {
  private static final String NOTICE = "notice";

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

  /** The same visit of somebody who says why. */
  ConsoleVisit because(String reason) {
    return new ConsoleVisit(gateway, request, base, assets, session, who.because(reason), notices);
  }

  /** What is the same on every page; takes what is to be said once. */
  ConsoleFrame frame(String title, String active) {
    return new ConsoleFrame(
        base,
        assets,
        title,
        active,
        who,
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

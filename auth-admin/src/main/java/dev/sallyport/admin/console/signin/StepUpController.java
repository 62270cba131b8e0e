package dev.sallyport.admin.console.signin;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.ConfirmationRequiredException;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.admin.session.SessionAuthenticator;
import dev.sallyport.admin.session.SessionAuthenticator.StepUp;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Controller that asks for the password again before sensitive actions. Its page contains the
 * submitted form and sends it again with the password, so that no input is lost or stored.
 */
public record StepUpController(SessionAuthenticator authenticator) {
  /** The form field with the user's password. */
  public static final String FIELD = "step-up-password";

  /** Fields that are not repeated on the page. */
  private static final Set<String> PASSWORDS = Set.of("password");

  /**
   * Model of the page.
   *
   * @param path path of the form, below the console
   * @param fields input of the form; passwords are omitted, and must be entered again
   */
  public record StepUpPage(
      PageLayout layout,
      String path,
      List<Field> fields,
      String username,
      @Nullable String problem) {}

  /** A field of the form. */
  public record Field(String name, String value, boolean isPassword) {}

  /** Handles a request, and asks for the password if the action requires confirmation. */
  public ConsoleResponse answer(
      String path,
      ConsoleRequest request,
      HttpServletResponse response,
      BiFunction<String, ConsoleRequest, ConsoleResponse> pages) {
    ConsoleRequest confirmed = request;
    Optional<Secret> password = request.isPost() ? request.password(FIELD) : Optional.empty();
    if (password.isPresent() && authenticator.isByPassword()) {
      StepUp stepUp =
          authenticator.confirm(
              request.session(),
              password.get(),
              request.requestAuthenticator(),
              request.http(),
              response);
      if (stepUp instanceof StepUp.Unconfirmed unconfirmed) {
        return unconfirmed.why() instanceof LoginResult.Throttled throttled
            ? page(429, path, request, ThrottleMessage.of(throttled, response))
            : page(403, path, request, "Incorrect password.");
      }
      if (!(stepUp instanceof StepUp.Confirmed inSession)) {
        return AccessDeniedController.FORGED;
      }
      confirmed = request.confirmed(inSession.session());
    }
    try {
      return pages.apply(path, confirmed);
    } catch (ConfirmationRequiredException e) {
      return e.why() == Denial.STEP_UP
          ? page(403, path, confirmed, null)
          : ConsoleResponse.failed(e.why());
    }
  }

  private static ConsoleResponse page(
      int status, String path, ConsoleRequest request, @Nullable String problem) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, String[]> field : request.http().getParameterMap().entrySet()) {
      String name = field.getKey();
      if (name.equals(FIELD) || name.equals(SameSiteCheck.FIELD)) {
        continue;
      }
      for (String value : field.getValue()) {
        boolean isPassword = PASSWORDS.contains(name) && !value.isEmpty();
        fields.add(new Field(name, isPassword ? "" : value, isPassword));
      }
    }
    StepUpPage page =
        new StepUpPage(
            request.layout("Confirm your password", ""),
            path,
            fields,
            request.administrator().owner().userId(),
            problem);
    return new ConsoleResponse.Shown(status, "stepUp", page);
  }
}

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
 * Asks for the password again before a form is answered that takes it. The page that asks holds the
 * form as it was sent, and sends it on together with the password, so that nothing is written twice
 * and nothing has to be kept meanwhile.
 */
public record StepUpController(SessionAuthenticator authenticator) {
  /** The field of a form that holds the password of its sender. */
  public static final String FIELD = "step-up-password";

  /** What no page repeats. */
  private static final Set<String> PASSWORDS = Set.of("password");

  /**
   * What the page needs.
   *
   * @param path of the form, below the console
   * @param fields what was written into the form; passwords are left out, and asked for anew
   */
  public record StepUpPage(
      PageLayout layout,
      String path,
      List<Field> fields,
      String username,
      @Nullable String problem) {}

  /** A field of the form. */
  public record Field(String name, String value, boolean isPassword) {}

  /** Answers a request; asks for the password where the answer takes it and it was not given. */
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
      confirmed = request.confirmed(((StepUp.Confirmed) stepUp).session());
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
            request.administrator().owner().username(),
            problem);
    return new ConsoleResponse.Shown(status, "stepUp", page);
  }
}

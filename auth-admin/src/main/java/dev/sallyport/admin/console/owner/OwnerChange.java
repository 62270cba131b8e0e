package dev.sallyport.admin.console.owner;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Change of a user or an account that the console confirms, and that asks for a reason. */
public enum OwnerChange {
  ON("on", "Activate", "Active keys are accepted again."),
  OFF(
      "off",
      "Deactivate",
      "Requests with these keys are denied until the user or account is activated again."),
  PROMOTE("promote", "Grant staff status to", "Staff users can have keys and sign in here."),
  DEMOTE(
      "demote",
      "Remove staff status of",
      "The user gets no new keys and cannot sign in here. Existing keys keep working until they"
          + " are deactivated."),
  REMOVE_PASSWORD(
      "remove-password",
      "Remove the password of",
      "The user cannot sign in with a password any more.");

  private final String word;
  private final String verb;
  private final String effect;

  OwnerChange(String word, String verb, String effect) {
    this.word = word;
    this.verb = verb;
    this.effect = effect;
  }

  /**
   * Model of the confirmation page.
   *
   * @param name name of the user or account
   * @param account id of the account
   * @param user id of the user; empty for an account
   * @param path path of the page to return to
   * @param stopped keys that the change stops; null if it stops none
   */
  public record ConfirmationPage(
      PageLayout layout,
      OwnerChange change,
      String name,
      String account,
      String user,
      String path,
      @Nullable OwnerKeys stopped) {
    /** Returns the path of the form, which names the user or account in its fields. */
    public String form() {
      return path.substring(0, path.indexOf('?'));
    }
  }

  /** Returns the value of the form field. */
  public String word() {
    return word;
  }

  /** Returns what the change does, for a title. */
  public String verb() {
    return verb;
  }

  /** Returns the consequences. */
  public String effect() {
    return effect;
  }

  /** Returns the change that a request asks to confirm; empty if there is none. */
  static Optional<OwnerChange> toConfirm(ConsoleRequest request) {
    return request.isPost()
        ? Optional.empty()
        : Arrays.stream(values()).filter(it -> it.word.equals(request.text("confirm"))).findFirst();
  }

  /** Asks for confirmation and a reason. */
  ConsoleResponse ask(
      ConsoleRequest request, String list, String account, @Nullable String user, String path) {
    OwnerKeys stopped = this == OFF ? OwnerKeys.active(request, account, user) : null;
    String name = user == null ? account : user;
    return ConsoleResponse.shown(
        "ownerChange",
        new ConfirmationPage(
            request.layout(verb + " " + name, list),
            this,
            name,
            account,
            user == null ? "" : user,
            path,
            stopped));
  }
}

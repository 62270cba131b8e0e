package dev.sallyport.admin.console.key;

import dev.sallyport.admin.service.Denial;
import dev.sallyport.key.InvalidValueException;
import java.util.List;

/**
 * Error of a form.
 *
 * @param field the invalid field; empty for the whole form
 */
public record FormProblem(String field, String sentence) {
  /** In the order in which messages are searched, since some names contain others. */
  private static final List<String> FIELDS =
      List.of(
          "scopes",
          "networks",
          "tags",
          "description",
          "reason",
          "user id",
          "account id",
          LifetimeChoice.UNTIL,
          "name");

  /** Assigns a message of the core to a field. */
  public static FormProblem of(InvalidValueException e) {
    String message = String.valueOf(e.getMessage());
    String field = FIELDS.stream().filter(message::contains).findFirst().orElse("");
    field = field.replace(" id", "");
    return new FormProblem(field, sentence(message));
  }

  private static String sentence(String message) {
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  /** Assigns a denial to a field. */
  public static FormProblem of(Denial denial) {
    String field =
        switch (denial) {
          case OWNER_UNKNOWN, OWNER_INACTIVE, OWNER_NOT_STAFF, LIMIT_REACHED, FOR_OWN_KEYS_ONLY ->
              "user";
          case SCOPE_BEYOND_OWN -> "scopes";
          case EXPIRY_IN_THE_PAST, EXPIRY_BEYOND_MAXIMUM -> LifetimeChoice.UNTIL;
          default -> "";
        };
    return new FormProblem(field, denial.sentence());
  }
}

package dev.sallyport.admin.console.page;

import dev.sallyport.admin.service.Denial;

/** Response of the console. */
public sealed interface ConsoleResponse {
  /**
   * A page.
   *
   * @param template name of the template, without an extension
   * @param model parameter of the template
   */
  record Shown(int status, String template, Object model) implements ConsoleResponse {}

  /**
   * A redirect to another page after a form, so that a reload does not repeat the action.
   *
   * @param path below the console
   */
  record SeeOther(String path) implements ConsoleResponse {}

  /** A file in CSV to save. */
  record Download(String fileName, CsvTable content) implements ConsoleResponse {}

  /** An error page. */
  record Failed(int status, String title, String sentence) implements ConsoleResponse {}

  /** Returns a page with the status 200. */
  static ConsoleResponse shown(String template, Object model) {
    return new Shown(200, template, model);
  }

  /** Returns a form with its errors, with the status 422. */
  static ConsoleResponse invalid(String template, Object model) {
    return new Shown(422, template, model);
  }

  /** Returns the error page of a denial; absent and invisible objects get the same page. */
  static ConsoleResponse failed(Denial why) {
    return switch (why) {
      case ABSENT -> absent();
      case FOR_SUPERUSERS,
          FOR_OWN_KEYS_ONLY,
          SCOPE_BEYOND_OWN,
          NETWORK_BEYOND_OWN,
          EXPIRY_BEYOND_OWN,
          STEP_UP,
          STEP_UP_AT_HOST,
          RIGHTS_BEYOND_OWN ->
          new Failed(403, "Not allowed", why.sentence());
      default -> new Failed(409, "Not possible", why.sentence());
    };
  }

  /** Returns the error page 404. */
  static ConsoleResponse absent() {
    return new Failed(404, "Not found", Denial.ABSENT.sentence());
  }
}

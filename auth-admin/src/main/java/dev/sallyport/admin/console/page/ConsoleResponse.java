package dev.sallyport.admin.console.page;

import dev.sallyport.admin.service.Denial;

/** What the console answers. */
public sealed interface ConsoleResponse {
  /**
   * A page.
   *
   * @param template its name, without an ending
   * @param model what the template takes
   */
  record Shown(int status, String template, Object model) implements ConsoleResponse {}

  /**
   * Another page to go to, which a reload will ask for again instead of what was done.
   *
   * @param path below the console
   */
  record SeeOther(String path) implements ConsoleResponse {}

  /** The page that says that something is not there, or may not be done. */
  record Failed(int status, String title, String sentence) implements ConsoleResponse {}

  static ConsoleResponse shown(String template, Object model) {
    return new Shown(200, template, model);
  }

  /** A form again, with what is wrong in it. */
  static ConsoleResponse invalid(String template, Object model) {
    return new Shown(422, template, model);
  }

  /** The page for why something is not done; the same for what is absent and what is foreign. */
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

  static ConsoleResponse absent() {
    return new Failed(404, "Not found", Denial.ABSENT.sentence());
  }
}

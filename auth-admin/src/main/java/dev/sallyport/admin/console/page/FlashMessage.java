package dev.sallyport.admin.console.page;

/**
 * Message about the last action, shown once on the next page.
 *
 * @param isBad whether the action failed
 */
public record FlashMessage(String text, boolean isBad) {
  static FlashMessage good(String text) {
    return new FlashMessage(text, false);
  }

  static FlashMessage bad(String text) {
    return new FlashMessage(text, true);
  }
}

package dev.sallyport.admin.console.page;

/**
 * What came of the last thing that somebody did, as the next page says it.
 *
 * @param isBad whether it did not work
 */
public record FlashMessage(String text, boolean isBad) {
  static FlashMessage good(String text) {
    return new FlashMessage(text, false);
  }

  static FlashMessage bad(String text) {
    return new FlashMessage(text, true);
  }
}

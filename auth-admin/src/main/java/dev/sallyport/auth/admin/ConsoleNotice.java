package dev.sallyport.auth.admin;

/**
 * What came of the last thing that somebody did, as the next page says it.
 *
 * @param isBad whether it did not work
 */
record ConsoleNotice(String text, boolean isBad) {
  static ConsoleNotice good(String text) {
    return new ConsoleNotice(text, false);
  }

  static ConsoleNotice bad(String text) {
    return new ConsoleNotice(text, true);
  }
}

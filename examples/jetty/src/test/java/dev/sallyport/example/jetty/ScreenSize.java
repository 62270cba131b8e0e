package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Screen sizes on which all pages are tested. */
enum ScreenSize {
  PHONE(360, 780),
  TABLET(768, 1024),
  NARROW(1024, 768),
  LAPTOP(1280, 800),
  DESKTOP(1600, 1000);

  /** Words whose letters are on several lines, although the page has room for whole words. */
  private static final String BROKEN_WORDS =
      """
      [...document.querySelectorAll('main :is(th, dt, label, legend, h2, .state, button, time)')]
        .filter((it) => it.checkVisibility())
        .filter((it) => [...it.childNodes].some((text) => {
          if (text.nodeType !== Node.TEXT_NODE) return false;
          const range = document.createRange();
          return [...text.data.matchAll(/[^\\s-]+/g)].some((word) => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
          });
        }))
        .map((it) => it.textContent.trim()).join(', ')\
      """;

  /** Keys of a list that take more than 120 pixels. */
  private static final String TALL_CARDS =
      """
      [...document.querySelectorAll('.keys tbody tr')]
        .filter((it) => it.getBoundingClientRect().height > 120)
        .map((it) => it.textContent.trim()).join(', ')\
      """;

  /** The bar of actions on selected keys, if it is outside the screen. */
  private static final String LOST_BAR =
      """
      [...document.querySelectorAll('.bulk:not([hidden])')]
        .filter((it) => it.getBoundingClientRect().bottom > innerHeight)
        .map((it) => it.textContent.trim()).join(', ')\
      """;

  final int width;
  final int height;

  ScreenSize(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Requires that the page fits all screens, this one last, and is accessible. */
  void check(Browser browser, String page, boolean dark) throws IOException {
    for (ScreenSize other : values()) {
      if (other != this) {
        other.requireFit(browser, page, dark);
      }
    }
    requireFit(browser, page, dark);
    assertThat(browser.obstacles()).as(page).isEmpty();
  }

  private void requireFit(Browser browser, String page, boolean dark) throws IOException {
    String name = page + "-" + width + (dark ? "-dark" : "-light");
    browser.resize(width, height, dark);
    browser.await(
        "no horizontal scrolling: " + name, // once charts have been resized
        () ->
            browser.evaluate("document.documentElement.scrollWidth <= innerWidth").equals("true"));
    browser.picture(name);
    assertThat(browser.evaluate(BROKEN_WORDS)).as("broken words: " + name).isEmpty();
    assertThat(browser.evaluate(LOST_BAR)).as("bar: " + name).isEmpty();
    assertThat(browser.evaluate(TALL_CARDS)).as("cards: " + name).isEmpty();
  }
}

package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Screen sizes on which all pages are tested. */
enum ScreenSize {
  PHONE(360, 780),
  DESKTOP(1600, 1000);

  final int width;
  final int height;

  ScreenSize(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Requires that the page fits all screens, this one last, and is accessible. */
  void check(Browser browser, String page, boolean dark) throws IOException {
    (this == PHONE ? DESKTOP : PHONE).requireFit(browser, page, dark);
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
  }
}

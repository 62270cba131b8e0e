package dev.sallyport.admin.console.page;

import dev.sallyport.admin.service.Administrator;
import dev.sallyport.key.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is the same on every page.
 *
 * @param base the path of the console, without a slash at the end
 * @param assets the path of what pages need, with a version in it
 * @param active the part of the console that the page belongs to
 * @param administratorOrNull who is signed in
 * @param canChangePassword whether who is signed in has a password here, and can change it
 * @param csrfToken what every form sends back
 * @param flashMessage what came of the last thing that was done
 */
public record PageLayout(
    String base,
    String assets,
    String title,
    String active,
    @Nullable Administrator administratorOrNull,
    boolean canChangePassword,
    String csrfToken,
    @Nullable FlashMessage flashMessage,
    Instant now) {
  /** No inline style and no eval, which the Content-Security-Policy forbids; no page is stored. */
  private static final String HTMX =
      """
      {"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,\
      "historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollIntoViewOnBoost":false,\
      "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},\
      {"code":"...","swap":true,"error":true,"target":"#main","select":"#main",\
      "swapOverride":"outerHTML"}]}""";

  public String href(String path) {
    return base + path;
  }

  String asset(String name) {
    return assets + name;
  }

  String htmxConfig() {
    return HTMX;
  }

  boolean isSuper() {
    return administratorOrNull != null && administratorOrNull.isSuper();
  }

  boolean mayChange() {
    return administratorOrNull != null && administratorOrNull.mayChange();
  }

  /** Whether who is signed in may change keys of that user. */
  public boolean mayChangeKeysOf(Owner owner) {
    return administratorOrNull != null && administratorOrNull.mayChange() && administratorOrNull.mayChangeKeysOf(owner);
  }

  /** What a link says to people who do not see that it is highlighted. */
  @Nullable String current(String part) {
    return part.equals(active) ? "page" : null;
  }

  @Override
  public String toString() {
    return "PageLayout[title=" + title + ", administrator=" + administratorOrNull + "]";
  }
}

package dev.sallyport.admin.console.page;

import dev.sallyport.admin.service.Administrator;
import dev.sallyport.key.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a page: navigation, user, messages and assets.
 *
 * @param base the path of the console, without a trailing slash
 * @param assets the path of the static files, with a version
 * @param active path of the active entry of the navigation
 * @param administrator the signed-in user; null if none
 * @param keepsOwners whether accounts and users are managed here, and not by the host application
 * @param canChangePassword whether the user can change their own password in the console
 * @param csrfToken token that every form sends
 * @param flashMessage message about the last action
 */
public record PageLayout(
    String base,
    String assets,
    String title,
    String active,
    @Nullable Administrator administrator,
    boolean keepsOwners,
    boolean canChangePassword,
    String csrfToken,
    @Nullable FlashMessage flashMessage,
    Instant now) {
  private static final String DOCUMENTATION = "https://sallyport.dev/docs/";

  /**
   * Without inline styles and eval, which the Content-Security-Policy forbids, and history cache.
   */
  private static final String HTMX =
      """
      {"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,\
      "historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollIntoViewOnBoost":false,\
      "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},\
      {"code":"...","swap":true,"error":true,"target":"#main","select":"#main",\
      "swapOverride":"outerHTML"}]}""";

  /** Returns the URL of a path below the console. */
  public String href(String path) {
    return base + path;
  }

  public String asset(String name) {
    return assets + name;
  }

  /** Returns the URL of the documentation. */
  public String documentation() {
    return DOCUMENTATION;
  }

  /**
   * Returns the URL of a page of the documentation.
   *
   * @param page path of a file below {@code docs} without its extension, and a heading
   */
  public String documentation(String page) {
    return DOCUMENTATION + page;
  }

  /** Returns the account of the signed-in user; empty if the application has no accounts. */
  public String account() {
    String account = administrator == null ? "" : administrator.owner().accountId();
    return account.equals(Owner.DEFAULT_ACCOUNT) ? "" : account;
  }

  /** Returns whether accounts and users have pages for the signed-in user. */
  public boolean hasOwnerPages() {
    return isSuper() && keepsOwners;
  }

  public String htmxConfig() {
    return HTMX;
  }

  public boolean isSuper() {
    return administrator != null && administrator.isSuper();
  }

  public boolean mayChange() {
    return administrator != null && administrator.mayChange();
  }

  /** Returns whether the signed-in user may change keys of an owner. */
  public boolean mayChangeKeysOf(Owner owner) {
    return administrator != null
        && administrator.mayChange()
        && administrator.mayChangeKeysOf(owner);
  }

  /** Returns the attribute {@code aria-current} of a link of the navigation. */
  public @Nullable String current(String part) {
    return part.equals(active) ? "page" : null;
  }

  @Override
  public String toString() {
    return "PageLayout[title=" + title + ", administrator=" + administrator + "]";
  }
}

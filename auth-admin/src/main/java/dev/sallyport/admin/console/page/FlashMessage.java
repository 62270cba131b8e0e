package dev.sallyport.admin.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Message about the last action, shown once on the next page.
 *
 * @param isBad whether the action failed
 * @param undo form that reverts the action; null if there is none
 */
public record FlashMessage(String text, boolean isBad, @Nullable Undo undo) {
  /**
   * Form that reverts an action.
   *
   * @param path path below the console
   * @param fields values by name
   */
  public record Undo(String path, Map<String, List<String>> fields) {}

  static FlashMessage good(String text) {
    return new FlashMessage(text, false, null);
  }

  static FlashMessage bad(String text) {
    return new FlashMessage(text, true, null);
  }
}

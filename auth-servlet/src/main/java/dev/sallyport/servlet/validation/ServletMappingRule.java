package dev.sallyport.servlet.validation;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;

/**
 * Describes how requests to one class of servlets must pass the filters; found with {@link
 * java.util.ServiceLoader}. A filter whose mapping or exemptions do not fit does not start.
 */
public interface ServletMappingRule {
  /** Whether requests to a servlet bring a key. */
  enum Credentials {
    /** They do not, and nothing is below the path of the servlet: it must be exempt. */
    WITHOUT_KEY,
    /** They do not, and all below the path of the servlet is part of it: it must be exempt. */
    WITHOUT_KEY_BELOW,
    /** They do: the servlet must not be exempt. */
    WITH_KEY
  }

  /** Returns the name of the servlet's class. */
  String servletClass();

  /** Returns whether requests bring a key. */
  Credentials credentials();

  /**
   * Returns what a request is called in messages: a noun such as "login"; where it brings a key, a
   * verb such as "log out".
   */
  String request();

  /** Returns whether a filter with the settings lets the requests through without an exemption. */
  default boolean isLetThrough(Settings settings) {
    return false;
  }

  /**
   * Checks that the application can serve the requests; called where it has such a servlet.
   *
   * @throws SettingException if it cannot; one sentence that says what to do
   */
  default void check(Sallyport sallyport) {}
}

package dev.sallyport.servlet.validation;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;

/**
 * Rule for how requests to one servlet class must pass the filters. Implementations are found with
 * {@link java.util.ServiceLoader}. A filter whose mapping or exempt paths violate a rule does not
 * start.
 *
 * <pre>{@code
 * public final class ReportRule implements ServletMappingRule {
 *   public String servletClass() {
 *     return ReportServlet.class.getName();
 *   }
 *
 *   public Credentials credentials() {
 *     return Credentials.WITH_KEY;
 *   }
 *
 *   public String request() {
 *     return "read a report";
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ServletMappingRule {
  /** Says whether requests to a servlet have a key. */
  enum Credentials {
    /** Requests have no key, and the servlet serves one path, which must be exempt. */
    WITHOUT_KEY,
    /** Requests have no key, and the servlet serves all paths below, which must be exempt. */
    WITHOUT_KEY_BELOW,
    /** Requests have a key, so the servlet must not be exempt. */
    WITH_KEY
  }

  /** Returns the name of the servlet's class. */
  String servletClass();

  /** Returns whether requests have a key. */
  Credentials credentials();

  /**
   * Returns the name of a request in messages: a noun such as "login" or, for requests with a key,
   * a verb such as "log out".
   */
  String request();

  /** Returns whether a filter with the settings allows the requests without an exemption. */
  default boolean isLetThrough(Settings settings) {
    return false;
  }

  /**
   * Checks that the application can serve the requests. Called if it has such a servlet.
   *
   * @throws SettingException if it cannot; the message says how to correct it
   */
  default void check(Sallyport sallyport) {}
}

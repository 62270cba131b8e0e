package dev.sallyport.admin;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;

/**
 * Factory of {@link AdminServlet}s for registration in code. It is separate from the servlet, which
 * must load even if the classes used here are missing.
 *
 * <pre>{@code
 * context.addServlet("admin", AdminServlets.of(settings)).addMapping("/admin/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminServlets {
  private AdminServlets() {}

  /**
   * Creates a servlet with settings that the host has resolved from its own configuration.
   * Init-params, context-params, system properties and environment variables are not read, except
   * for {@code on-start-failure}.
   *
   * @param settings settings resolved from at least {@code SallyportFilters.settings()} and {@link
   *     dev.sallyport.admin.config.AdminSettings#all()}
   * @throws SettingException if settings contradict each other
   * @throws IllegalArgumentException if a setting of the console is missing
   */
  public static AdminServlet of(Settings settings) {
    return new AdminServlet(new AdminEndpoint(AdminConfiguration.requireConsistent(settings)));
  }
}

package dev.sallyport.admin;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.validation.ServletMappingRule;

/**
 * Requires that requests reach an {@link AdminServlet}, and all below it, without a key.
 *
 * <pre>{@code
 * ServletMappingRule rule = new AdminMappingRule();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminMappingRule implements ServletMappingRule {
  @Override
  public String servletClass() {
    return AdminServlet.class.getName();
  }

  @Override
  public Credentials credentials() {
    return Credentials.WITHOUT_KEY_BELOW;
  }

  @Override
  public String request() {
    return "sign-in";
  }

  @Override
  public boolean isLetThrough(Settings settings) {
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL;
  }
}

package dev.sallyport.servlet;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.validation.ServletMappingRule;

/**
 * Rule that requests reach a {@link RevokeServlet} without a key.
 *
 * <pre>{@code
 * ServletMappingRule rule = new RevokeMappingRule();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RevokeMappingRule implements ServletMappingRule {
  @Override
  public String servletClass() {
    return RevokeServlet.class.getName();
  }

  @Override
  public Credentials credentials() {
    return Credentials.WITHOUT_KEY;
  }

  @Override
  public String request() {
    return "revocation";
  }

  @Override
  public boolean isLetThrough(Settings settings) {
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL;
  }
}

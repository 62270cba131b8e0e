package dev.sallyport.knox.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.LoginServlet;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.validation.ServletMappingRule;

/** Rule that requests reach a {@link LoginServlet} without a key, and passwords can be verified. */
public final class LoginMappingRule implements ServletMappingRule {
  private static final String PASSWORDS_UNAVAILABLE =
      "The LoginServlet cannot verify passwords, because the host's OwnerDirectory does not provide"
          + " them: implement dev.sallyport.spi.PasswordDirectory, or remove the LoginServlet.";

  @Override
  public String servletClass() {
    return LoginServlet.class.getName();
  }

  @Override
  public Credentials credentials() {
    return Credentials.WITHOUT_KEY;
  }

  @Override
  public String request() {
    return "login";
  }

  @Override
  public boolean isLetThrough(Settings settings) {
    return settings.get(HttpSettings.MODE) == Mode.OPTIONAL
        && settings.get(HttpSettings.SCHEMES).stream().noneMatch("Basic"::equalsIgnoreCase);
  }

  @Override
  public void check(Sallyport sallyport) {
    if (sallyport.logins().isEmpty()) {
      throw new SettingException(PASSWORDS_UNAVAILABLE);
    }
  }
}

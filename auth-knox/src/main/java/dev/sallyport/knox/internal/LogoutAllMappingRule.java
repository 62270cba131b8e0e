package dev.sallyport.knox.internal;

import dev.sallyport.knox.LogoutAllServlet;
import dev.sallyport.servlet.validation.ServletMappingRule;

/** Rule that requests reach a {@link LogoutAllServlet} with a key. */
public final class LogoutAllMappingRule implements ServletMappingRule {
  @Override
  public String servletClass() {
    return LogoutAllServlet.class.getName();
  }

  @Override
  public Credentials credentials() {
    return Credentials.WITH_KEY;
  }

  @Override
  public String request() {
    return "log out";
  }
}

package dev.sallyport.knox.internal;

import dev.sallyport.knox.LogoutServlet;
import dev.sallyport.servlet.validation.ServletMappingRule;

/** Rule that requests reach a {@link LogoutServlet} with a key. */
public final class LogoutMappingRule implements ServletMappingRule {
  @Override
  public String servletClass() {
    return LogoutServlet.class.getName();
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

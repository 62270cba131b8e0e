package dev.sallyport.benchmarks.subject;

import dev.sallyport.benchmarks.http.LightContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Map;
import java.util.Optional;
import org.pac4j.core.config.Config;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.credentials.TokenCredentials;
import org.pac4j.core.credentials.authenticator.Authenticator;
import org.pac4j.core.engine.DefaultSecurityLogic;
import org.pac4j.core.exception.CredentialsException;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.util.Pac4jConstants;
import org.pac4j.http.client.direct.HeaderClient;
import org.pac4j.jee.filter.SecurityFilter;

/** pac4j with its header client and the filter of its servlet integration. */
final class Pac4j {
  private static final String SCHEME = "Token";

  private Pac4j() {}

  /** Opens a subject with the default matchers and authorizers. */
  static Subject open() {
    Tokens tokens = Tokens.generate();
    KeyMap keys = KeyMap.of(tokens);
    HeaderClient client =
        client(
            (context, credentials) -> {
              Optional<Credentials> verified = verify(credentials, keys);
              if (verified.isEmpty()) {
                throw new CredentialsException("no such key");
              }
              return verified;
            });
    return filterSubject(new SecurityFilter(new Config(client), client.getName()), tokens);
  }

  /**
   * Opens a subject without security headers, without authorizers and without a search for a
   * session.
   */
  static Subject openLean() {
    Tokens tokens = Tokens.generate();
    KeyMap keys = KeyMap.of(tokens);
    HeaderClient client = client((context, credentials) -> verify(credentials, keys));
    DefaultSecurityLogic logic = new DefaultSecurityLogic();
    logic.setLoadProfilesFromSession(false);
    Config config = new Config(client);
    config.setSecurityLogic(logic);
    config.setSessionStoreFactory(parameters -> NoSessions.INSTANCE);
    String none = "none";
    return filterSubject(new SecurityFilter(config, client.getName(), none, none), tokens);
  }

  private static HeaderClient client(Authenticator authenticator) {
    return new HeaderClient("Authorization", SCHEME + ' ', authenticator);
  }

  private static Optional<Credentials> verify(Credentials credentials, KeyMap keys) {
    String username = keys.usernameOf(((TokenCredentials) credentials).getToken());
    if (username == null) {
      return Optional.empty();
    }
    CommonProfile profile = new CommonProfile();
    profile.setId(username);
    profile.addAttribute(Pac4jConstants.USERNAME, username);
    credentials.setUserProfile(profile);
    return Optional.of(credentials);
  }

  private static Subject filterSubject(SecurityFilter filter, Tokens tokens) {
    ServletContext context = LightContext.create();
    try {
      filter.init(LightContext.filterConfig("pac4j", context, Map.of()));
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    return new FilterSubject(filter, context, SCHEME, tokens, () -> {});
  }
}

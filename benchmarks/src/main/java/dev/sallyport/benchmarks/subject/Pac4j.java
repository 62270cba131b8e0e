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

/** pac4j with its client for a header and the filter of its servlet integration. */
final class Pac4j {
  private static final String SCHEME = "Token";

  private Pac4j() {}

  /** With the matchers and authorizers that it has by default. */
  static Subject open() {
    Tokens tokens = Tokens.generate();
    KeyRing keys = KeyRing.of(tokens);
    HeaderClient client =
        client(
            (context, credentials) -> {
              Optional<Credentials> proven = prove(credentials, keys);
              if (proven.isEmpty()) {
                throw new CredentialsException("no such key");
              }
              return proven;
            });
    return guarded(new SecurityFilter(new Config(client), client.getName()), tokens);
  }

  /** Without headers for browsers, without authorizers, without a look for a session. */
  static Subject openLean() {
    Tokens tokens = Tokens.generate();
    KeyRing keys = KeyRing.of(tokens);
    HeaderClient client = client((context, credentials) -> prove(credentials, keys));
    DefaultSecurityLogic logic = new DefaultSecurityLogic();
    logic.setLoadProfilesFromSession(false);
    Config config = new Config(client);
    config.setSecurityLogic(logic);
    config.setSessionStoreFactory(parameters -> NoSessions.INSTANCE);
    String none = "none";
    return guarded(new SecurityFilter(config, client.getName(), none, none), tokens);
  }

  private static HeaderClient client(Authenticator authenticator) {
    return new HeaderClient("Authorization", SCHEME + ' ', authenticator);
  }

  private static Optional<Credentials> prove(Credentials credentials, KeyRing keys) {
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

  private static Subject guarded(SecurityFilter filter, Tokens tokens) {
    ServletContext context = LightContext.create();
    try {
      filter.init(LightContext.filterConfig("pac4j", context, Map.of()));
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    return new Guarded(filter, context, SCHEME, tokens, () -> {});
  }
}

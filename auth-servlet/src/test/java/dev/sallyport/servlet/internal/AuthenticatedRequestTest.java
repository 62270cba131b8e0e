package dev.sallyport.servlet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.TestSallyport;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.CredentialLocation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What no container shows on HTTP/1.1; the contracts show the rest. */
final class AuthenticatedRequestTest {
  private final HttpServletRequest raw =
      Doubles.request("/", Map.of("Authorization", List.of("Token abc")));

  @Test
  void offersNoPushThatWouldCarryTheToken() {
    try (TestSallyport fixture = new TestSallyport()) {
      assertThat(raw.newPushBuilder()).isNotNull();
      assertThat(authenticated(fixture).newPushBuilder()).isNull();
    }
  }

  @Test
  void isFoundBelowOtherWrappers() {
    try (TestSallyport fixture = new TestSallyport()) {
      HttpServletRequest request = authenticated(fixture);

      assertThat(AuthenticatedRequest.isIn(request)).isTrue();
      assertThat(AuthenticatedRequest.isIn(wrap(wrap(request)))).isTrue();
      assertThat(AuthenticatedRequest.isIn(raw)).isFalse();
      assertThat(AuthenticatedRequest.isIn(wrap(raw))).isFalse();
    }
  }

  private HttpServletRequest authenticated(TestSallyport fixture) {
    ApiKeyPrincipal principal =
        new ApiKeyPrincipal(TestSallyport.OWNER, UUID.randomUUID(), Set.of("chat"));
    FilterAuthenticator authenticator =
        new FilterAuthenticator(fixture.sallyport, Settings.resolve(HttpSettings.all(), List.of()));
    return new AuthenticatedRequest(
        raw,
        Doubles.response(),
        new Authentication(authenticator, principal, CredentialLocation.scheme("Token")));
  }

  private static HttpServletRequest wrap(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request);
  }
}

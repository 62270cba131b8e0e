package dev.sallyport.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.TokenPrincipal;
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
    try (TestGate gate = new TestGate()) {
      assertThat(raw.newPushBuilder()).isNotNull();
      assertThat(authenticated(gate).newPushBuilder()).isNull();
    }
  }

  @Test
  void isFoundBelowOtherWrappers() {
    try (TestGate gate = new TestGate()) {
      HttpServletRequest request = authenticated(gate);

      assertThat(AuthenticatedRequest.isIn(request)).isTrue();
      assertThat(AuthenticatedRequest.isIn(wrap(wrap(request)))).isTrue();
      assertThat(AuthenticatedRequest.isIn(raw)).isFalse();
      assertThat(AuthenticatedRequest.isIn(wrap(raw))).isFalse();
    }
  }

  private HttpServletRequest authenticated(TestGate gate) {
    TokenPrincipal principal =
        new TokenPrincipal(TestGate.OWNER, UUID.randomUUID(), Set.of("chat"));
    Checkpoint checkpoint =
        new Checkpoint(gate.sallyport, Settings.resolve(HttpSettings.all(), List.of()));
    return new AuthenticatedRequest(
        raw, Doubles.response(), new Passport(checkpoint, principal, Carrier.scheme("Token")));
  }

  private static HttpServletRequest wrap(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request);
  }
}

package dev.sallyport.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiKeyAuthenticationMechanismTest {
  private static final Set<String> IN_WEB_XML = Set.of("chat:read", "report:read");
  private static final Set<String> IN_ANNOTATIONS = Set.of("chat:write");

  @Test
  void groupsAreTheScopesAndTheRolesTheyCover() {
    assertThat(groups("chat:read")).containsExactlyInAnyOrder("chat:read");
    assertThat(groups("chat:*")).containsExactlyInAnyOrder("chat:*", "chat:read", "chat:write");
    assertThat(groups("*"))
        .containsExactlyInAnyOrder("*", "chat:read", "chat:write", "report:read");
    assertThat(groups("mail:send")).containsExactly("mail:send");
  }

  private static Set<String> groups(String scope) {
    return ApiKeyAuthenticationMechanism.groups(Set.of(scope), IN_WEB_XML, IN_ANNOTATIONS);
  }
}

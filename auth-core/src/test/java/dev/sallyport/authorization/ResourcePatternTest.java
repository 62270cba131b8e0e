package dev.sallyport.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePatternTest {
  @ParameterizedTest
  @CsvSource({
    "/api/clients/{client}/*, /api/clients/demo/chat/",
    "/api/clients/{client}/*, /api/clients/demo/chat/more",
    "/api/clients/{client}/*, /api/clients/demo/",
    "/api/clients/{client}/*, /api/clients/demo",
    "/api/clients/{client}, /api/clients/demo",
    "/api/clients/{client}, /api/clients/demo/",
    "/{client}, /demo",
    "/a/{client}/b, /a/demo/b",
  })
  void resolvesTheResource(String pattern, String path) {
    assertThat(resolve(pattern, path)).contains(new ResourceId("client", "demo"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/clients/{client}/*, /api/clients",
    "/api/clients/{client}/*, /api/client/demo/chat",
    "/api/clients/{client}/*, /API/clients/demo/chat",
    "/api/clients/{client}/*, /x/api/clients/demo",
    "/api/clients/{client}, /api/clients/demo/chat",
    "/a/{client}/b, /a/demo/c",
    "/a/{client}/b, /a/demo",
    "/a/{client}/b, ''",
    "/{client}, ''",
    "/{client}, /",
    "/{client}/*, /",
  })
  void resolvesNoResource(String pattern, String path) {
    assertThat(resolve(pattern, path)).isEmpty();
  }

  @Test
  void anInvalidNameResolvesToANonexistentResource() {
    for (String name : new String[] {"a\u0000b", "x".repeat(151), "\u202edemo", ""}) {
      String path = "/api/clients/" + name + "/chat";
      assertThat(resolve("/api/clients/{client}/*", path))
          .as("still for some resource")
          .isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api//clients/demo/chat",
        "/api/%63lients/demo/chat",
        "/api;x/clients/demo/chat",
        "/other/../api/clients/demo",
        "/api/./clients/demo",
        "/api\\clients/demo",
        "/api\u0000/clients/demo/chat",
        "/x//"
      })
  void anAmbiguousPathResolvesToANonexistentResource(String path) {
    assertThat(resolve("/api/clients/{client}/*", path)).contains(new ResourceId("none", "-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/api",
        "/api/*",
        "api/{client}",
        "/{a}/{b}",
        "/{Client}",
        "/{}",
        "/a*/{client}",
        "/{client}x",
        "//{client}",
        "/{client}/**"
      })
  void rejectsOtherPatterns(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ResourcePattern.parse(text));
  }

  private static Optional<ResourceId> resolve(String pattern, String path) {
    return ResourcePattern.parse(pattern).resolve(AccessRequest.of("GET", path, "", Set.of()));
  }
}

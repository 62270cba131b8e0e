package dev.sallyport.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternTest {
  @Test
  void matchesOnePath() {
    assertMatches("/healthz", List.of("/healthz"));
    assertMatchesNot(
        "/healthz", List.of("", "/", "/healthz/", "/Healthz", "/healthz/x", "/health"));
    assertMatches("/", List.of("/"));
    assertMatchesNot("/", List.of("", "/x"));
  }

  @Test
  void matchesAllBelowAPath() {
    assertMatches("/public/*", List.of("/public", "/public/", "/public/a", "/public/a/b.c"));
    assertMatchesNot("/public/*", List.of("/publicity", "/PUBLIC/a", "/x/public/a", "/", ""));
    assertMatches("/a/b/*", List.of("/a/b/c"));
  }

  @Test
  void matchesAnExtension() {
    assertMatches("*.css", List.of("/a.css", "/a/b.min.css"));
    assertMatchesNot("*.css", List.of("/a.CSS", "/a.css/", "/a.css/b", "/acss", "/a.css.map"));
  }

  @Test
  void matchesNoAmbiguousPath() {
    for (String pattern : List.of("/public/*", "*.css")) {
      assertMatchesNot(
          pattern,
          List.of(
              "/public/../private.css",
              "/public/..",
              "/public/./a.css",
              "/public//a.css",
              "//public/a.css",
              "/public/..;/a.css",
              "/public/a;b.css",
              "/public/..\\a.css",
              "/public/%2e%2e/a.css",
              "/public/a\u0000.css",
              "/public/a\n.css",
              "/public/a\u0085.css"));
    }
    assertMatches("/public/*", List.of("/public/.well-known/a..b/..."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/*",
        "//*",
        "*.",
        "*.*",
        "public",
        "public/*",
        "/public*",
        "/pub*/a",
        "/a/*/b",
        "/a;b",
        "/a%20b",
        "/a/../b",
        "/a//b",
        "/a?b",
        "/a#b",
        "*.a/b",
        "/a\\b",
        "/./*",
        "*css"
      })
  void rejectsWhatIsNoPatternOrNeverOrAlwaysMatches(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(written));
  }

  private static void assertMatches(String pattern, List<String> paths) {
    assertThat(paths).as(pattern).allMatch(PathPattern.parse(pattern)::matches);
  }

  private static void assertMatchesNot(String pattern, List<String> paths) {
    assertThat(paths).as(pattern).noneMatch(PathPattern.parse(pattern)::matches);
  }
}

package dev.sallyport.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "/a/",
        "/a/b.c/d",
        "/.well-known/a..b/...",
        "/..a/.b/a./...",
        "/a b/\u00e9\u4e2d\ud83d\ude00",
        "/a?b#c:d@e&f=g+h,i$j!k~l*m'n(o)",
      })
  void unambiguousPaths(String path) {
    assertThat(RequestPaths.isUnambiguous(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/.",
        "/./a",
        "/a/.",
        "/a/./b",
        "/..",
        "/../a",
        "/a/..",
        "/a/../b",
        "/a/b/.../../c",
        ";",
        "/a;b=c/d",
        "/a/..;/b",
        "/%61",
        "/a%",
        "\\a",
        "/a\\..\\b",
        "/a\u0000",
        "/a\tb",
        "/a\nb",
        "/a\rb",
        "/\u001fa",
        "/\u007fa",
        "/\u0080a",
        "/\u0085a",
        "/\u009fa",
      })
  void ambiguousPaths(String path) {
    assertThat(RequestPaths.isUnambiguous(path)).isFalse();
  }
}

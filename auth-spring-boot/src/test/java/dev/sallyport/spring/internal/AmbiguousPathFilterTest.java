package dev.sallyport.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmbiguousPathFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/a/;x/b",
        "/;x/a",
        "/.",
        "/a/./b",
        "/a/../b",
        "/a/..",
        "/a/%2e%2e/b",
        "/a/.%2E/b",
        "/a/%2e",
        "/a/..;x/b",
        "/a/%2E.;x=1;y",
        "..",
        "../a",
        "/a%2fb",
        "/a/b;x=%2F"
      })
  void thePathIsAmbiguous(String uri) {
    assertThat(AmbiguousPathFilter.isAmbiguous(uri)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/",
        "/a/b",
        "/a/b/",
        "/a;x/b;y",
        "/a/;x",
        "/.a/b.",
        "/...",
        "/a..b",
        "/a;..",
        "/a%2e/%2eb",
        "/%25%32%66"
      })
  void thePathIsNotAmbiguous(String uri) {
    assertThat(AmbiguousPathFilter.isAmbiguous(uri)).isFalse();
  }
}

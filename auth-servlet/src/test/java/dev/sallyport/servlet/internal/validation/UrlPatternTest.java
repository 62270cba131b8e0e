package dev.sallyport.servlet.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/*, /api/*",
    "/*, *.json",
    "/*, ''",
    "/, /api/*",
    "/, *.json",
    "/api/*, /api/*",
    "/api/*, /api/v1/*",
    "/api/*, /api",
    "/api/*, /api/x",
    "/api/*, *.json",
    "*.json, /api/x.json",
    "*.gz, *.tar.gz",
    "/api/x, /api/x",
    "'', ''",
  })
  void someHavePathsInCommon(String one, String other) {
    assertThat(UrlPattern.overlap(one, other)).isTrue();
    assertThat(UrlPattern.overlap(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/*, /apis/*",
    "/api/*, /public/*",
    "/api/*, /ap",
    "/api/*, ''",
    "*.json, *.css",
    "*.json, /api/x",
    "/api/x, /api/y",
  })
  void othersHaveNone(String one, String other) {
    assertThat(UrlPattern.overlap(one, other)).isFalse();
    assertThat(UrlPattern.overlap(other, one)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/*, /api/*, true",
    "/*, /, true",
    "/*, *.json, true",
    "/api/*, /api/*, true",
    "/api/*, /api/v1/*, true",
    "/api/*, /api, true",
    "/api/*, /api/x.json, true",
    "*.json, *.json, true",
    "/api/*, /*, false",
    "/api/*, /, false",
    "/api/*, *.json, false",
    "/api, /api/*, false",
    "/, /api/*, false",
    "*.json, /api/*, false",
  })
  void oneMayIncludeAllOfAnother(String pattern, String other, boolean isIncluded) {
    assertThat(UrlPattern.includes(pattern, other)).isEqualTo(isIncluded);
  }
}

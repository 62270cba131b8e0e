package dev.sallyport.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ApiKeyFilterTest {
  @Test
  void rejectsConditionsThatNoKeyCanMatch() {
    rejects(it -> it.with(ApiKeyFilter.TEXT, ""), "search text");
    rejects(it -> it.with(ApiKeyFilter.TEXT, "\0"), "search text");
    rejects(it -> it.with(ApiKeyFilter.TEXT, "a\ud800"), "search text");
    rejects(it -> it.with(ApiKeyFilter.TEXT, "x".repeat(ApiKeyFilter.MAX_TEXT + 1)), "search text");
    rejects(it -> it.with(ApiKeyFilter.ACCOUNT, " "), "account id");
    rejects(it -> it.with(ApiKeyFilter.USER, "\n"), "user id");
    rejects(it -> it.with(ApiKeyFilter.SCOPE, "two words"), "scope");
    rejects(it -> it.with(ApiKeyFilter.SCOPE, "\u00fc"), "scope");
    rejects(it -> it.with(ApiKeyFilter.TAG, ""), "tag");
    rejects(it -> it.with(ApiKeyFilter.VALID_AT, Instant.MAX), "validAt");
    rejects(
        it -> it.with(ApiKeyFilter.EXPIRED_AT, Instant.parse("9999-12-31T23:59:59.9999991Z")),
        "expiredAt");
    rejects(it -> it.with(ApiKeyFilter.UNEXPIRED_AT, Instant.MIN), "unexpiredAt");
    rejects(
        it -> it.with(ApiKeyFilter.UNUSED_SINCE, Instant.parse("0999-12-31T23:59:59Z")),
        "unusedSince");
    rejects(it -> it.with(ApiKeyFilter.CREATED_BEFORE, Instant.MIN), "createdBefore");
    rejects(it -> it.with(ApiKeyFilter.CREATED_SINCE, Instant.MIN), "createdSince");
    rejects(
        it -> it.with(ApiKeyFilter.ENDING_BEFORE, new ApiKeyFilter.End(Instant.MAX, Instant.EPOCH)),
        "endingBefore");
  }

  @Test
  void keepsAndRemovesConditions() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    ApiKeyFilter filter =
        ApiKeyFilter.ALL.with(ApiKeyFilter.TEXT, "text").with(ApiKeyFilter.VALID_AT, now);
    assertThat(filter.get(ApiKeyFilter.TEXT)).isEqualTo("text");
    assertThat(filter.get(ApiKeyFilter.VALID_AT)).isEqualTo(now);
    assertThat(filter.get(ApiKeyFilter.TAG)).isNull();
    assertThat(filter.with(ApiKeyFilter.TEXT, "other").get(ApiKeyFilter.TEXT)).isEqualTo("other");
    assertThat(filter.with(ApiKeyFilter.TEXT, null))
        .isEqualTo(ApiKeyFilter.ALL.with(ApiKeyFilter.VALID_AT, now));
  }

  @Test
  void rejectsValuesOfAnotherType() {
    Map<ApiKeyFilter.Condition<?>, Object> conditions = Map.of(ApiKeyFilter.ACTIVE, "true");
    assertThatThrownBy(() -> new ApiKeyFilter(conditions)).isInstanceOf(ClassCastException.class);
  }

  private static void rejects(UnaryOperator<ApiKeyFilter> conditions, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conditions.apply(ApiKeyFilter.ALL))
        .withMessageContaining(part);
  }
}

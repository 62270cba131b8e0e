package dev.sallyport.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ApiKeyFilterTest {
  @Test
  void rejectsConditionsThatNoKeyCanMatch() {
    rejects(it -> it.text(""), "search text");
    rejects(it -> it.text("\0"), "search text");
    rejects(it -> it.text("a\ud800"), "search text");
    rejects(it -> it.text("x".repeat(ApiKeyFilter.MAX_TEXT + 1)), "search text");
    rejects(it -> it.account(" "), "account id");
    rejects(it -> it.user("\n"), "user id");
    rejects(it -> it.scope("two words"), "scope");
    rejects(it -> it.scope("\u00fc"), "scope");
    rejects(it -> it.tag(""), "tag");
    rejects(it -> it.validAt(Instant.MAX), "validAt");
    rejects(it -> it.expiredAt(Instant.parse("9999-12-31T23:59:59.9999991Z")), "expiredAt");
    rejects(it -> it.unexpiredAt(Instant.MIN), "unexpiredAt");
    rejects(it -> it.unusedSince(Instant.parse("0999-12-31T23:59:59Z")), "unusedSince");
    rejects(it -> it.createdBefore(Instant.MIN), "createdBefore");
    rejects(it -> it.createdSince(Instant.MIN), "createdSince");
    rejects(
        it -> it.endingBefore(new ApiKeyFilter.End(Instant.MAX, Instant.EPOCH)), "endingBefore");
  }

  @Test
  void keepsAndRemovesConditions() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    ApiKeyFilter filter =
        new ApiKeyFilter(
            "text",
            "name",
            "0000-0000-0000",
            "user",
            true,
            false,
            true,
            now,
            now,
            now,
            new ApiKeyFilter.End(now, now),
            false,
            now,
            now,
            now,
            "scope",
            "tag");
    assertThat(filter.toBuilder().build()).isEqualTo(filter);
    ApiKeyFilter emptied =
        filter.toBuilder()
            .text(null)
            .name(null)
            .account(null)
            .user(null)
            .active(null)
            .accountActive(null)
            .userActive(null)
            .validAt(null)
            .expiredAt(null)
            .unexpiredAt(null)
            .endingBefore(null)
            .neverUsed(null)
            .unusedSince(null)
            .createdBefore(null)
            .createdSince(null)
            .scope(null)
            .tag(null)
            .build();
    assertThat(emptied).isEqualTo(ApiKeyFilter.ALL);
  }

  private static void rejects(UnaryOperator<ApiKeyFilter.Builder> conditions, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conditions.apply(ApiKeyFilter.builder()).build())
        .withMessageContaining(part);
  }
}

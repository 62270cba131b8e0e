package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesTest {
  @ParameterizedTest
  @CsvSource({
    "chat:read, chat:read",
    "chat:*, chat:read",
    "chat:*, chat:read:own",
    "chat:*:own, chat:read:own",
    "*:read, chat:read",
    "*, chat",
    "*, chat:read:own",
    "chat:*, chat:*",
    "*:*, chat:read",
  })
  void aScopeCovers(String held, String required) {
    assertThat(Scopes.cover(Set.of(held), required)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "chat, chat:read",
    "chat:read, chat",
    "chat:*, chat",
    "chat:*, chats:read",
    "chat:*, Chat:read",
    "chat:*:own, chat:read:all",
    "chat:*:own, chat:own",
    "chat:re*, chat:read",
    "*:read, chat:write",
    "*:*, chat",
    "chat:read, chat:*",
    "chat:read, *",
  })
  void aScopeDoesNotCover(String held, String required) {
    assertThat(Scopes.cover(Set.of(held), required)).isFalse();
  }

  @Test
  void noScopesCoverOnlyNoRequirement() {
    assertThat(Scopes.coverAll(Set.of(), List.of())).isTrue();
    assertThat(Scopes.coverAll(Set.of(), List.of("chat"))).isFalse();
    assertThat(Scopes.coverAll(Set.of("a", "b:*"), List.of("a", "b:c"))).isTrue();
    assertThat(Scopes.coverAll(Set.of("a"), List.of("a", "b:c"))).isFalse();
  }
}

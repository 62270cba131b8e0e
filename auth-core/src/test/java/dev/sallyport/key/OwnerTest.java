package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  @Test
  void consistsOfAccountAndUser() {
    assertThat(new Owner("3141-5926-5359", "admin")).hasToString("admin@3141-5926-5359");
  }

  @Test
  void needsNoAccount() {
    assertThat(Owner.of("ada")).isEqualTo(new Owner("default", "ada"));
  }

  /** Locks, audit records and messages between nodes identify an owner by its text. */
  @ParameterizedTest
  @CsvSource({
    "admin, acme",
    "ada@example.com, acme",
    "ada, acme@example.com",
    "ada@acme, example.com",
    "@, @",
    "a%40b, c%40d",
    "%, %25",
    "@1111-2222-3333@, 1111-2222-3333"
  })
  void hasAnUnambiguousText(String user, String account) {
    Owner owner = new Owner(account, user);
    assertThat(owner.toString()).startsWith(user + "@").hasSizeLessThanOrEqualTo(Owner.MAX_TEXT);
    assertThat(Owner.parse(owner.toString())).isEqualTo(owner);
  }

  @Test
  void limitsTheLengthOfItsText() {
    Owner longest = new Owner("@".repeat(100), "@".repeat(255));
    assertThat(longest.toString()).hasSize(Owner.MAX_TEXT);
    assertThat(Owner.parse(longest.toString())).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> Owner.parse("ada"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "42", "3141-5926-5359", "6f1c0e0a-7b0e-4d7e-9f57-0c3a4b5d6e7f"})
  void acceptsAccountIdsOfAnyForm(String text) {
    assertThat(Owner.isAccountId(text)).isTrue();
    assertThat(new Owner(text, "admin").accountId()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "acme ", " acme", "ac\nme", "3141-5926-5359\n", "a\u200bcme"})
  void rejectsInvalidAccountIds(String text) {
    assertThat(Owner.isAccountId(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner(text, "admin"))
        .withMessageStartingWith("account id must");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "a\u001b[31m", "a\u2028b", "\ud800"})
  void rejectsUserIdsThatCouldDisturbALog(String userId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", userId))
        .withMessageStartingWith("user id must");
  }

  /** User ids that could be mistaken for admin or another user. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " admin",
        "admin ",
        "ad  min",
        "ad\u00a0min",
        "ad\u2003min",
        "ad\u200bmin",
        "admin\u200d",
        "\ufeffadmin",
        "ad\u00admin",
        "admin\ufe0f",
        "admin\u034f",
        "\u3164",
        "\u2800",
        " ",
        "\u0301",
        "ame\u0301lie",
        "\u212bngström"
      })
  void rejectsUserIdsThatLookLikeOthers(String userId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", userId))
        .withMessageStartingWith("user id must");
    assertThat(Owner.isUserId(userId)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amélie", "Ada King", "ñandú@example.com", "अदा", "李小龍", "a/b\\%"})
  void acceptsNamesOfAllScripts(String userId) {
    assertThat(new Owner("3141-5926-5359", userId).userId()).isEqualTo(userId);
  }

  @Test
  void limitsTheLengthOfAUserId() {
    new Owner("3141-5926-5359", "u".repeat(255));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", "u".repeat(256)));
    new Owner("a".repeat(100), "admin");
    assertThatIllegalArgumentException().isThrownBy(() -> new Owner("a".repeat(101), "admin"));
  }
}

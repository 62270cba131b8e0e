package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  @Test
  void consistsOfAccountAndUser() {
    assertThat(new Owner("3141-5926-5359", "admin")).hasToString("admin@3141-5926-5359");
  }

  /** Locks and audit records identify an owner by its text. */
  @ParameterizedTest
  @ValueSource(strings = {"admin", "@", "a@b", "admin@3141-5926-5359", "@1111-2222-3333@"})
  void hasAnUnambiguousText(String username) {
    String text = new Owner("1111-2222-3333", username).toString();
    int account = text.length() - "1111-2222-3333".length();
    assertThat(new Owner(text.substring(account), text.substring(0, account - 1)))
        .isEqualTo(new Owner("1111-2222-3333", username));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3141-5926-535",
        "3141-5926-53590",
        "314159265359",
        "3141-5926-5359\n",
        " 3141-5926-5359",
        "٣١٤١-5926-5359",
        "abcd-5926-5359",
        "3141_5926_5359"
      })
  void rejectsInvalidAccountNumbers(String text) {
    assertThat(Owner.isAccountNumber(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner(text, "admin"))
        .withMessageContaining("####-####-####");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "a\u001b[31m", "a\u2028b", "\ud800"})
  void rejectsUsernamesThatCouldDisturbALog(String username) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", username))
        .withMessageStartingWith("username must");
  }

  /** Usernames that could be mistaken for admin or another user. */
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
  void rejectsUsernamesThatLookLikeOthers(String username) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", username))
        .withMessageStartingWith("username must");
    assertThat(Owner.isUsername(username)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amélie", "Ada King", "ñandú@example.com", "अदा", "李小龍", "a/b\\%"})
  void acceptsNamesOfAllScripts(String username) {
    assertThat(new Owner("3141-5926-5359", username).username()).isEqualTo(username);
  }

  @Test
  void limitsTheLengthOfAUsername() {
    new Owner("3141-5926-5359", "u".repeat(150));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("3141-5926-5359", "u".repeat(151)));
  }
}

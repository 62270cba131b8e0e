package dev.sallyport.auth.testkit;

import static dev.sallyport.auth.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.token.Owner;
import org.junit.jupiter.api.Test;

/** What every {@link OwnerRegistry} promises. Extend it, and hand it an empty one for each test. */
public abstract class OwnerRegistryContract {
  private static final Account ACCOUNT = new Account(OWNER.accountNumber(), "Ünïcode Inc.", true);
  private static final User USER = new User(OWNER, "admin@example.com", true, true, "$argon2id$x");

  /** The registry under test, without any account. Always the same within a test. */
  protected abstract OwnerRegistry registry();

  @Test
  final void findsAnAccountThatWasInserted() {
    assertThat(registry().insertAccount(ACCOUNT)).isTrue();
    assertThat(registry().findAccount(ACCOUNT.accountNumber())).contains(ACCOUNT);
    assertThat(registry().findAccount("0000-0000-0000")).isEmpty();
  }

  @Test
  final void insertsNoSecondAccountWithTheSameNumber() {
    registry().insertAccount(ACCOUNT);
    assertThat(registry().insertAccount(new Account(ACCOUNT.accountNumber(), "other", false)))
        .isFalse();
    assertThat(registry().findAccount(ACCOUNT.accountNumber())).contains(ACCOUNT);
  }

  @Test
  final void keepsTheLongestTexts() {
    Account account = new Account(ACCOUNT.accountNumber(), "ñ".repeat(255), true);
    User user = new User(OWNER, "é".repeat(255), true, true, "h".repeat(255));
    assertThat(registry().insertAccount(account)).isTrue();
    assertThat(registry().insertUser(user)).isTrue();
    assertThat(registry().find(OWNER).orElseThrow().email()).isEqualTo(user.email());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Account(ACCOUNT.accountNumber(), "n".repeat(256), true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new User(OWNER, "line\nbreak", true, true, null));
  }

  @Test
  final void findsAUserOfItsOwnAccountOnly() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("0000-0000-0000", "", true));
    assertThat(registry().insertUser(USER)).isTrue();
    assertThat(registry().find(OWNER))
        .contains(
            new OwnerProfile(
                OWNER, ACCOUNT.name(), USER.email(), new OwnerStatus(true, true, true)));
    assertThat(registry().find(new Owner("0000-0000-0000", OWNER.username()))).isEmpty();
    assertThat(registry().find(new Owner("9999-9999-9999", OWNER.username()))).isEmpty();
  }

  @Test
  final void tellsUsernamesApartThatDifferInCaseOnly() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    assertThat(registry().find(new Owner(OWNER.accountNumber(), "ADMIN"))).isEmpty();
    User shouting = new User(new Owner(OWNER.accountNumber(), "ADMIN"), "", true, false, null);
    assertThat(registry().insertUser(shouting)).isTrue();
  }

  @Test
  final void insertsNoUserWithoutItsAccount() {
    assertThat(registry().insertUser(USER)).isFalse();
    assertThat(registry().find(OWNER)).isEmpty();
  }

  @Test
  final void insertsAUsernameOnceWhateverTheAccount() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("0000-0000-0000", "", true));
    registry().insertUser(USER);
    Owner elsewhere = new Owner("0000-0000-0000", OWNER.username());
    assertThat(registry().insertUser(USER)).isFalse();
    assertThat(registry().insertUser(new User(elsewhere, "", true, true, null))).isFalse();
    assertThat(registry().find(elsewhere)).isEmpty();
  }

  @Test
  final void updatesAccountsAndUsersThatAreThere() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Account off = new Account(ACCOUNT.accountNumber(), "renamed", false);
    User demoted = new User(OWNER, "", false, false, null);
    assertThat(registry().updateAccount(off)).isTrue();
    assertThat(registry().updateUser(demoted)).isTrue();
    assertThat(registry().findAccount(ACCOUNT.accountNumber())).contains(off);
    assertThat(registry().find(OWNER))
        .contains(new OwnerProfile(OWNER, "renamed", "", new OwnerStatus(false, false, false)));
  }

  @Test
  final void updatesNothingThatIsNotThere() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Owner elsewhere = new Owner("0000-0000-0000", OWNER.username());
    assertThat(registry().updateAccount(new Account("0000-0000-0000", "", true))).isFalse();
    assertThat(registry().updateUser(new User(elsewhere, "", false, false, null))).isFalse();
    assertThat(registry().find(OWNER).orElseThrow().status().userActive()).isTrue();
  }
}

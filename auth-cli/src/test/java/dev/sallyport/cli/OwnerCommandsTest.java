package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerCommandsTest {
  private static final String[] ADA = {"--account-number", ACCOUNT, "--username", "ada"};

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private final String password = UUID.randomUUID().toString();

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void createsAnAccountWithTheGivenNumber() {
    Cli.Run run =
        database.cli().ok("accounts", "create", "--account_number=1111-2222-3333", "--name=B");

    assertThat(run.out()).isEqualTo("1111-2222-3333\n");
    assertThat(
            database.query(
                "select name from sallyport_account where account_id = '1111-2222-3333'"))
        .containsExactly("B");
  }

  @Test
  void createsAnAccountWithARandomNumber() {
    String one = database.cli().ok("accounts", "create").out();
    String other = database.cli().ok("accounts", "create", "--name", "Other").out();

    assertThat(one).matches("[0-9]{4}-[0-9]{4}-[0-9]{4}\n").isNotEqualTo(other);
  }

  @Test
  void rejectsAnExistingAccount() {
    Cli.Run run = database.cli().run("accounts", "create", "--account-number", ACCOUNT);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("Error: account " + ACCOUNT + " already exists.\n");
  }

  @Test
  void rejectsAnInvalidAccount() {
    assertThat(database.cli().run("accounts", "create", "--account-number= 12").exitCode())
        .isEqualTo(2);
    assertThat(database.cli().run("accounts", "create", "--name", "x".repeat(256)).exitCode())
        .isEqualTo(2);
    assertThat(database.cli().run("accounts", "create", "--name", "a\nb").exitCode()).isEqualTo(2);
  }

  @Test
  void storesAPasswordFromAFileAsAnArgon2idHash() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");

    Cli.Run run =
        database
            .cli()
            .ok(
                args(
                    "users",
                    "create",
                    ADA,
                    "--staff",
                    "--email=ada@example.com",
                    "--password_file",
                    file));

    assertThat(run.out()).isEqualTo("Created user ada@" + ACCOUNT + " (staff).\n");
    assertThat(run.out() + run.err()).doesNotContain(password);
    String hash = hashOfAda();
    Digester digester = Digester.argon2id(Argon2Profile.PASSWORD);
    assertThat(digester.isCurrent(hash)).isTrue();
    assertThat(digester.matches(Secret.of(password), hash)).isTrue();
    assertThat(database.query("select email from sallyport_user where user_id = 'ada'"))
        .containsExactly("ada@example.com");
  }

  @Test
  void readsAPasswordFromStandardInput() {
    database.cli().piped(password + "\r\n", args("users", "create", ADA, "--password-file", "-"));

    assertThat(Digester.argon2id(Argon2Profile.PASSWORD).matches(Secret.of(password), hashOfAda()))
        .isTrue();
  }

  @Test
  void promptsForThePasswordTwice() {
    ScriptedTerminal terminal = new ScriptedTerminal(password, password);

    Cli.Run run = database.cli().asking(terminal, args("users", "create", ADA));

    assertThat(run.exitCode()).isZero();
    assertThat(terminal.questions()).containsExactly("Password:", "Repeat password:");
    assertThat(Digester.argon2id(Argon2Profile.PASSWORD).matches(Secret.of(password), hashOfAda()))
        .isTrue();
  }

  @Test
  void rejectsPasswordsThatDoNotMatch() {
    Cli.Run run =
        database
            .cli()
            .asking(new ScriptedTerminal(password, password + "x"), args("users", "create", ADA));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("Error: the passwords do not match.\n");
    assertThat(database.query("select user_id from sallyport_user")).containsExactly("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567", "", "two\nlines of text", "1234567\n"})
  void rejectsInvalidPasswords(String input) {
    Cli.Run run = database.cli().piped(input, args("users", "create", ADA, "--password-file=-"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: a ").hasLineCount(1);
    assertThat(database.query("select user_id from sallyport_user")).containsExactly("admin");
  }

  @Test
  void countsCodePointsAndHasNoCompositionRules() {
    Cli.Run run =
        database.cli().piped("🗝🗝🗝🗝🗝🗝🗝🗝", args("users", "create", ADA, "--password-file=-"));

    assertThat(run.exitCode()).isZero();
  }

  @Test
  void requiresAPasswordOptionWithoutATerminal() {
    Cli.Run run = database.cli().run(args("users", "create", ADA));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--password-file", "--no-password");
  }

  @Test
  void hasNoOptionForAPasswordAndDoesNotPrintIt() {
    Cli.Run run = database.cli().run(args("users", "create", ADA, "--password", password));
    Cli.Run joined = database.cli().run(args("users", "create", ADA, "--password=" + password));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err() + joined.err()).contains("--password").doesNotContain(password);
  }

  @Test
  void createsAUserWithoutPassword() {
    database.cli().ok(args("users", "create", ADA, "--no-password", "--no-staff"));

    assertThat(hashOfAda()).isEqualTo("null");
    assertThat(database.query("select staff from sallyport_user where user_id = 'ada'"))
        .containsExactly("FALSE");
  }

  @Test
  void createsUsersAsNotStaffByDefault() {
    Cli.Run run = database.cli().ok(args("users", "create", ADA, "--no-password"));

    assertThat(run.out())
        .isEqualTo("Created user ada@" + ACCOUNT + " (not staff, cannot have API keys).\n");
    assertThat(database.query("select staff from sallyport_user where user_id = 'ada'"))
        .containsExactly("FALSE");
  }

  @Test
  void rejectsExistingUsersAndMissingAccounts() {
    database.cli().ok("accounts", "create", "--account-number=1111-2222-3333");
    Cli.Run twice =
        database.cli().run("users", "create", "--account-number", ACCOUNT, "--username=admin");
    database
        .cli()
        .ok(
            "users",
            "create",
            "--account-number=1111-2222-3333",
            "--username=admin",
            "--no-password");
    Cli.Run nowhere =
        database.cli().run("users", "create", "--account-number=0000-0000-0000", "--username=ada");

    assertThat(twice.err()).isEqualTo("Error: user admin@" + ACCOUNT + " already exists.\n");
    assertThat(nowhere.err()).contains("account 0000-0000-0000 not found");
    assertThat(twice.exitCode() + nowhere.exitCode()).isEqualTo(2);
  }

  @Test
  void listsAccountsAndUsers() {
    database.cli().ok("accounts", "create", "--account-number=1111-2222-3333", "--name=Bees");
    database
        .cli()
        .ok(args("users", "create", ADA, "--no-password", "--no-staff", "--email=a@b.example"));
    database.cli().ok("users", "deactivate", "ada");

    assertThat(database.cli().ok("accounts", "list", "--query=bee").out())
        .isEqualTo(
            """
            ACCOUNT         STATE   NAME
            1111-2222-3333  active  Bees
            """);
    assertThat(database.cli().ok("users", "list", "--account-number", ACCOUNT).out())
        .isEqualTo(
            """
            USER   ACCOUNT         STATE     STAFF  EMAIL
            ada    3141-5926-5359  inactive  -      a@b.example
            admin  3141-5926-5359  active    staff  -
            """);
    Cli.Run first =
        database
            .cli()
            .ok("users", "list", "--account-number", ACCOUNT, "--size=1", "--format=json");
    assertThat(first.json().path("items").findValuesAsText("userId")).containsExactly("ada");
    assertThat(first.json().path("total").asInt()).isEqualTo(2);
    assertThat(database.cli().ok("users", "list", "--account-number", ACCOUNT, "--size=1").err())
        .isEqualTo("1 more; see --page 2.\n");
    assertThat(database.cli().ok("accounts", "list", "--query=nowhere").err())
        .isEqualTo("No accounts found.\n");
    assertThat(database.cli().run("users", "list", "--account-number= ").exitCode()).isEqualTo(2);
    assertThat(database.cli().run("users", "list", "--size=501").exitCode()).isEqualTo(2);
  }

  private String hashOfAda() {
    return database.query("select password_hash from sallyport_user where user_id = 'ada'").get(0);
  }
}

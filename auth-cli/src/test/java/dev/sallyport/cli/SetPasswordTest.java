package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetPasswordTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private final String password = UUID.randomUUID().toString();

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void promptsTwice() {
    ScriptedTerminal terminal = new ScriptedTerminal(password, password);

    Cli.Run run = database.cli().asking(terminal, "users", "set_password", "admin");

    assertThat(run.out()).isEqualTo("User admin@" + ACCOUNT + " has a new password.\n");
    assertThat(terminal.questions()).containsExactly("Password:", "Repeat password:");
    assertThat(isSet()).isTrue();
  }

  @Test
  void readsAFileOrStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    database.cli().ok("users", "set-password", "admin", "--password-file", file.toString());
    assertThat(isSet()).isTrue();

    database.cli().piped("x" + password, "users", "set-password", "admin", "--password-file=-");
    assertThat(isSet()).isFalse();
  }

  @Test
  void changesNothingWithoutAValidPassword() {
    Cli cli = database.cli();

    assertThat(cli.run("users", "set-password", "admin").err())
        .isEqualTo("Error: no terminal for the password prompt: use --password-file FILE.\n");
    assertThat(cli.piped("short", "users", "set-password", "admin", "--password-file=-").exitCode())
        .isEqualTo(2);
    assertThat(
            cli.asking(
                    new ScriptedTerminal(password, "x" + password),
                    "users",
                    "set-password",
                    "admin")
                .err())
        .isEqualTo("Error: the passwords do not match.\n");
    assertThat(hash()).isEqualTo("null");
  }

  @Test
  void doesNotPromptForAMissingUser() {
    ScriptedTerminal terminal = new ScriptedTerminal(password, password);

    Cli.Run run = database.cli().asking(terminal, "users", "set-password", "unknown");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(terminal.questions()).isEqualTo(List.of());
  }

  @Test
  void doesNotPrintAPasswordGivenAsAnArgument() {
    Cli.Run run = database.cli().run("users", "set-password", "admin", password);
    Cli.Run option = database.cli().run("users", "set-password", "admin", "--password=" + password);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err() + option.err()).doesNotContain(password);
  }

  private boolean isSet() {
    return Digester.argon2id(Argon2Profile.PASSWORD).matches(Secret.of(password), hash());
  }

  private String hash() {
    return database.query("select password_hash from sallyport_user").get(0);
  }
}

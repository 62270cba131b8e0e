package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of ids, starts of ids and names that name a key. */
class KeyReferenceTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  private Cli cli = new Cli();

  private void open(boolean throughAServer) {
    database = TestDatabase.withOwner(folder);
    if (throughAServer) {
      database = database.behindAServer();
    }
    cli = database.cli();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void acceptsAUniqueStartOfAnIdAndAName(boolean throughAServer) {
    open(throughAServer);
    NewKey key = database.createKey("--name=ci of blue");
    database.createKey("--name=ci of bluebirds");

    for (String text :
        List.of(
            key.id(), key.id().toUpperCase(Locale.ROOT), key.id().substring(0, 9), "ci of blue")) {
      assertThat(cli.ok("keys", "show", text).out()).contains("key id       " + key.id());
    }
    assertThat(cli.ok("keys", "deactivate", "ci of blue").out()).contains(key.id(), "is inactive");
    assertThat(cli.ok("keys", "rotate", "ci of bluebirds").err()).contains("Rotated API key");
    cli.ok("keys", "activate", "--key-id", key.id().substring(0, 9));
    cli.ok("resources", "create", "--account", ACCOUNT, "--name=bot", "--key=ci of blue");
    assertThat(cli.ok("bindings", "remove", "ci of blue", "--account", ACCOUNT, "--name=bot").out())
        .contains(key.id() + " is no longer bound");
    assertThat(cli.ok("audit", "list", "--key=ci of blue").out()).contains("key:" + key.id());
    assertThat(cli.ok("keys", "delete", "ci of blue", "--yes").out()).contains(key.id());
  }

  @Test
  void namesTheKeysOfAnAmbiguousText() {
    open(false);
    NewKey one = database.createKey("--name=ci");
    NewKey other = database.createKey("--name=ci");

    Cli.Run run = cli.run("keys", "deactivate", "ci");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Error: 'ci' names several keys: ")
        .contains(one.id() + " ('ci')", other.id() + " ('ci')")
        .hasLineCount(1);
    assertThat(cli.run("keys", "show", "c").err())
        .isEqualTo("Error: API key c not found; 'sallyport keys list' shows all keys.\n");
    assertThat(cli.run("keys", "show", one.id().substring(0, 3)).exitCode()).isEqualTo(1);
  }

  @Test
  void takesNoNameForTheStartOfAnId() {
    open(false);
    NewKey named = database.createKey("--name=face");
    database.execute("update sallyport_key set id = '0ace" + named.id().substring(4) + "'");
    String id = "0ace" + named.id().substring(4);
    NewKey other = database.createKey("--name=other");
    String withStart = "face" + other.id().substring(4);

    Cli.Run none = cli.run("keys", "deactivate", "face");

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            "Error: no key id starts with 'face'; name the key called so by its id: %s ('face').\n"
                .formatted(id));

    database.execute(
        "update sallyport_key set id = '%s' where id = '%s'".formatted(withStart, other.id()));
    Cli.Run both = cli.run("keys", "deactivate", "face");

    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .startsWith("Error: 'face' names several keys: ")
        .contains(id + " ('face')", withStart + " ('other')");
    assertThat(cli.ok("keys", "show", withStart.substring(0, 9)).out()).contains(withStart);
  }

  @Test
  void sendsNoWordThatCouldBeAToken() {
    open(false);
    NewKey key = database.createKey("--name=ci");

    Cli.Run run = cli.run("keys", "show", key.token());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'sallyport keys find' reads a token from standard input")
        .doesNotContain(key.token());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsTheKeyOfATokenInAnyState(boolean throughAServer) {
    open(throughAServer);
    NewKey key = database.createKey("--name=ci");
    database.createKey();
    cli.ok("keys", "deactivate", key.id());

    assertThat(cli.piped(key.token() + "\n", "keys", "find").out()).contains(key.id(), "inactive");
    assertThat(cli.piped("Token " + key.token(), "keys", "find", "--format=json").json())
        .isEqualTo(cli.ok("keys", "show", key.id(), "--format=json").json());
    String last = key.token().endsWith("0") ? "1" : "0";
    Cli.Run none =
        cli.piped(key.token().substring(0, key.token().length() - 1) + last, "keys", "find");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).isEqualTo("Error: the token belongs to no key.\n");
    assertThat(cli.asking(new ScriptedTerminal(key.token()), "keys", "find").out())
        .contains(key.id());
    assertThat(cli.piped("two words", "keys", "find").exitCode()).isEqualTo(2);
    assertThat(cli.piped("", "keys", "find").err()).contains("the token is empty");
  }
}

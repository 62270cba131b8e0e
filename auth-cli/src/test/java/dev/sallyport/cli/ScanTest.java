package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.args;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.token.TokenFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
  private final String token = TokenFormat.sallyport("acme_live").generate().reveal();
  private final String lookup = token.substring(10, 22);

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private Path files = Path.of("unused");

  @BeforeEach
  void createFolder() throws IOException {
    files = Files.createDirectory(folder.resolve("files"));
  }

  @Test
  void reportsTheLocationOfATokenWithoutPrintingIt() throws IOException {
    Path log = write("logs/app.log", "first\nAuthorization: Token " + token + "\n");

    Cli.Run run = new Cli().run("scan", files.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(log + ":2: acme_live_ token, lookup " + lookup + "\n");
    assertThat(run.err())
        .isEqualTo("Files searched: 1; binary: 0; unreadable: 0. Tokens found: 1; keys: 0.\n");
  }

  @Test
  void ignoresTextsThatAreNotTokens() throws IOException {
    char last = token.charAt(token.length() - 1);
    write("cut", token.substring(0, token.length() - 1));
    write("wrong", token.substring(0, token.length() - 1) + (last == 'a' ? 'b' : 'a'));
    write("other-prefix", token.replace("acme", "acne"));
    write("sha256", "0123456789abcdef".repeat(4));
    write("empty", "");

    Cli.Run run = new Cli().run("scan", files.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Files searched: 5;", "Tokens found: 0");
  }

  @Test
  void findsTokensWithinWords() throws IOException {
    write("escaped", "\\n" + token + "%0A");
    write("glued", "x-key_" + token + "and_more");
    write("many", (token + "\n").repeat(5000));
    write("long", "a_".repeat(100_000) + token + "_b".repeat(100_000));

    JsonNode json = new Cli().run("scan", "--format=json", files.toString()).json();

    assertThat(json.path("findings")).hasSize(5003);
    assertThat(json.path("findings").findValuesAsText("lookup")).containsOnly(lookup);
  }

  @Test
  void readsStandardInput() {
    Cli.Run found = new Cli().piped("a\r\nb\r\n\"" + token + '"', "scan", "-");
    Cli.Run nothing = new Cli().piped("", "scan", "-");

    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out()).startsWith("-:3: acme_live_ token");
    assertThat(nothing.exitCode()).isZero();
  }

  @Test
  void skipsBinaryFilesAndReadsUtf16() throws IOException {
    write("binary", "\0" + token);
    Path utf16 = files.resolve("utf16");
    Files.write(utf16, ("a\n" + token).getBytes(UTF_16));

    Cli.Run run = new Cli().run("scan", files.toString());

    assertThat(run.out()).startsWith(utf16 + ":2: ").hasLineCount(1);
    assertThat(run.err()).contains("Files searched: 1; binary: 1;");
  }

  @Test
  void followsOnlySymbolicLinksGivenAsArguments() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), token);
    Files.createSymbolicLink(files.resolve("link"), outside);
    Files.createSymbolicLink(files.resolve("loop"), files);
    Path given = Files.createSymbolicLink(folder.resolve("given"), outside);

    assertThat(new Cli().run("scan", files.toString()).exitCode()).isZero();
    assertThat(new Cli().run("scan", given.toString()).out()).startsWith(given + ":1: ");
  }

  @Test
  void returnsUnavailableForUnreadableInput() {
    InputStream broken = BrokenInputStream.INSTANCE;
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode =
        Main.run(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, UTF_8),
            broken,
            Map.of(),
            "scan",
            "-");

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString(UTF_8)).contains("standard input cannot be read.", "unreadable: 1");
  }

  @Test
  void masksTokensInFileNames() throws IOException {
    write("dump-" + token + ".txt", token);

    Cli.Run run = new Cli().run("scan", files.toString());

    assertThat(run.out()).contains("dump-[token].txt:1: ").doesNotContain(token);
  }

  @Test
  void requiresExistingPathsWithoutPrintingThem() {
    Cli.Run run = new Cli().run("scan", files.toString(), token);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("Error: argument 2 of scan is not an existing file or directory.\n");
    assertThat(new Cli().run("scan").exitCode()).isEqualTo(2);
  }

  @Test
  void namesKeysOfTheDatabase() throws IOException {
    database = TestDatabase.withOwner(folder);
    NewKey key = database.createKey();
    database.cli().ok("keys", "deactivate", key.id());
    String forged = key.token().substring(0, 20);
    Path file = write("file", token + "\n" + key.token() + "\n" + forged);

    Cli.Run text = database.cli().run("scan", file.toString());
    JsonNode json = database.cli().run("scan", "--format=json", file.toString()).json();

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.lines())
        .containsExactly(
            file + ":1: acme_live_ token, lookup " + lookup, file + ":2: key " + key.id());
    assertThat(text.out()).doesNotContain(token, key.token());
    JsonNode verified = json.path("findings").path(1);
    assertThat(verified.path("keyId").asText()).isEqualTo(key.id());
    assertThat(verified.path("path").asText()).isEqualTo(file.toString());
    assertThat(verified.path("line").asInt()).isEqualTo(2);
    assertThat(json.path("findings").path(0).path("keyId").isNull()).isTrue();
    assertThat(json.path("searched").asInt()).isEqualTo(1);
  }

  @Test
  void findsKnoxTokensWhenAsked() throws IOException {
    database = TestDatabase.withOwner(folder);
    String[] knox = {"--set=token-formats=knox", "--set=digest=sha512"};
    NewKey plain = database.createKey(knox);
    NewKey prefixed = database.createKey(args(knox, "--set=knox-prefix=kn-"));
    Path file =
        write("file", "x%20" + plain.token() + "\n" + prefixed.token() + "\n" + "0".repeat(64));
    write("sha512", "ab".repeat(64));

    assertThat(database.cli().run("scan", files.toString()).exitCode()).isZero();
    assertThat(database.cli().run("scan", "--knox", files.toString()).lines())
        .containsExactly(
            file + ":1: key " + plain.id(),
            file + ":2: key " + prefixed.id(),
            file + ":3: knox token");
    JsonNode unverified = new Cli().run("scan", "--knox", "--format=json", file.toString()).json();
    assertThat(unverified.path("findings").path(2).path("lookup").isNull()).isTrue();
  }

  @Test
  void deactivatesVerifiedKeysAfterConfirmation() throws IOException {
    database = TestDatabase.withOwner(folder);
    NewKey key = database.createKey("--name=ci");
    NewKey other = database.createKey();
    write("file", key.token() + "\n" + key.token() + "\n" + token);
    ScriptedTerminal no = new ScriptedTerminal("no");
    ScriptedTerminal yes = new ScriptedTerminal("yes");
    String[] scan = {"scan", files.toString(), "--deactivate", "--reason=was in a log"};

    Cli.Run cancelled = database.cli().asking(no, scan);
    assertThat(cancelled.exitCode()).isEqualTo(1);
    assertThat(cancelled.err())
        .contains("Found: API key " + key.id() + " ('ci' of ")
        .contains("Error: not confirmed; nothing was deactivated.\n");
    assertThat(activeKeys()).containsExactlyInAnyOrder(key.id(), other.id());

    Cli.Run done = database.cli().asking(yes, scan);
    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.out()).contains("API key " + key.id()).endsWith(" is inactive.\n");
    assertThat(yes.questions()).containsExactly("Deactivate it? Type yes to confirm:");
    assertThat(activeKeys()).containsExactly(other.id());
    assertThat(database.cli().ok("audit", "list", "--key", key.id()).out())
        .contains("key.deactivated", "reason: was in a log");

    ScriptedTerminal unused = new ScriptedTerminal();
    database.cli().asking(unused, scan);
    assertThat(unused.questions()).isEmpty();
  }

  @Test
  void deactivatesKeysWithoutPromptWithYes() throws IOException {
    database = TestDatabase.withOwner(folder);
    NewKey key = database.createKey();
    write("file", key.token());

    Cli.Run unconfirmed = database.cli().run("scan", files.toString(), "--deactivate");
    assertThat(unconfirmed.exitCode()).isEqualTo(2);
    assertThat(unconfirmed.err()).contains("nothing was deactivated; --yes");
    assertThat(activeKeys()).containsExactly(key.id());

    JsonNode json =
        database
            .cli()
            .run("scan", files.toString(), "--deactivate", "--yes", "--format=json")
            .json();
    assertThat(json.path("deactivated").path(0).asText()).isEqualTo(key.id());
    assertThat(activeKeys()).isEmpty();
  }

  @Test
  void findsAKeyAfterManyForgedTokensOfIt() throws IOException {
    database = TestDatabase.withOwner(folder);
    NewKey key = database.createKey();
    String lookup = key.token().substring(3, 15);
    String forged = Forged.like(lookup);
    write("file", (forged + "\n").repeat(250) + key.token());

    Cli.Run run = database.cli().run("scan", files.toString());

    assertThat(run.lines()).hasSize(251);
    assertThat(run.out()).endsWith(":251: key " + key.id() + "\n");
    assertThat(database.authenticate(key.token(), Map.of())).isNotNull();
  }

  @Test
  void requiresADatabaseToDeactivateKeys() {
    Cli.Run run = new Cli().piped(token, "scan", "-", "--deactivate", "--yes");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--deactivate requires a database");
  }

  @Test
  void returnsUnavailableIfTheDatabaseIsUnreachable() {
    Cli.Run run =
        new Cli()
            .with("SALLYPORT_DB_URL", "jdbc:h2:tcp://127.0.0.1:1/none")
            .piped(token, "scan", "-");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
  }

  private List<String> activeKeys() {
    JsonNode json = database.cli().ok("keys", "list", "--active", "--format=json").json();
    return json.path("items").findValuesAsText("id");
  }

  private Path write(String name, String text) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent() == null ? files : file.getParent());
    return Files.writeString(file, text);
  }
}

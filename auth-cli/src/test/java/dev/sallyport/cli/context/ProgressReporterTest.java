package dev.sallyport.cli.context;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.Cli;
import dev.sallyport.cli.TestDatabase;
import dev.sallyport.cli.output.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressReporterTest {
  private static final Screen WATCHED = new Screen(80, true, false, true);

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @Test
  void drawsABarOnATerminalAndClearsIt() throws IOException {
    Path keys = csv();

    Cli.Run run =
        new Cli()
            .on(WATCHED)
            .ok("import", keys.toString(), "--dry-run", "--account-number", ACCOUNT);

    assertThat(run.err()).contains("\rImporting", "%", "bytes").doesNotContain("Line");
    assertThat(run.err().substring(run.err().lastIndexOf('\r'))).isBlank();
    assertThat(run.out()).startsWith("Dry run: 3 can be imported");
  }

  @Test
  void ignoresDrawingsAfterTheBarIsCleared() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(screen, true, US_ASCII);
    ProgressBarConsumer bar = new Output(stream, stream).progressBar(80);
    bar.accept("Importing 50%");
    bar.clear();
    String cleared = screen.toString(US_ASCII);
    bar.accept("Importing 100%");
    bar.close();
    assertThat(cleared).contains("Importing 50%");
    assertThat(screen.toString(US_ASCII)).isEqualTo(cleared);
  }

  @Test
  void keepsNotesReadableAboveTheBar() throws IOException {
    Path keys = Files.writeString(csv(), "no digest,ada\n", StandardOpenOption.APPEND);

    Cli.Run run =
        new Cli()
            .on(WATCHED)
            .run("import", keys.toString(), "--dry-run", "--account-number", ACCOUNT);

    assertThat(run.err()).contains("\r\u001b[KLine 5: ");
  }

  @Test
  void drawsNothingWithoutATerminal() throws IOException {
    Cli.Run run =
        new Cli()
            .ok(
                "import",
                csv().toString(),
                "--dry-run",
                "--active-users",
                "--account-number",
                ACCOUNT);

    assertThat(run.err()).isEmpty();
  }

  @Test
  void showsProgressOfSearchesAndDeletions() throws IOException {
    assertThat(new Cli().on(WATCHED).ok("scan", csv().toString()).err())
        .contains("\rSearching", "Files searched: 1;");

    database = TestDatabase.withOwner(folder).behindAServer();
    database.createKey("--expires=1h");
    database.execute(
        "update sallyport_key set expires_at = created_at where name <> 'for the command'");
    Cli.Run purged = database.cli().on(WATCHED).ok("keys", "purge", "--older-than=0d", "--yes");
    assertThat(purged.err()).contains("\rDeleting", "keys");
    assertThat(purged.out()).isEqualTo("Deleted 1 key that expired.\n");
  }

  private Path csv() throws IOException {
    StringBuilder lines = new StringBuilder("digest,username\n");
    for (int i = 0; i < 3; i++) {
      lines.append(UUID.randomUUID().toString().replace("-", "").repeat(4)).append(",ada\n");
    }
    return Files.writeString(folder.resolve("keys.csv"), lines);
  }
}

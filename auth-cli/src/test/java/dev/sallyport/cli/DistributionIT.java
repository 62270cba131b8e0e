package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.Cli.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the unpacked archives with the programs of a Unix shell, of which man is man-db's. */
class DistributionIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir static Path folder;

  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Path into = Files.createDirectories(folder.resolve("with blanks"));
    run(into, "tar", "xzf", only(TARGET, "sallyport-*.tar.gz").toString());
    home = only(into, "sallyport-*");
  }

  @Test
  void runsFromAnyDirectoryByPathAndByLink() throws Exception {
    Path launcher = home.resolve("bin/sallyport");
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    String version = home.getFileName().toString().replace("sallyport-", "sallyport ") + "\n";

    for (Path path : List.of(launcher, link)) {
      assertThat(run(folder, path.toString(), "--version")).isEqualTo(new Run(0, version, ""));
    }
    String onPath = "PATH=\"$0/bin:$PATH\"; cd /; sallyport migrate && sallyport keys list";
    assertThat(run(folder, "sh", "-c", onPath, home.toString()))
        .isEqualTo(new Run(0, "The tables are up to date.\n", "No keys found.\n"));
  }

  @Test
  void findsJavaOnThePath() throws Exception {
    String withoutHome =
        "PATH=\"$JAVA_HOME/bin:$PATH\"; unset JAVA_HOME; exec \"$0/bin/sallyport\" --version";

    Run run = run(folder, "sh", "-c", withoutHome, home.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("sallyport ");
  }

  @Test
  void completesCommandsOptionsAndValuesInBash() throws Exception {
    assertThat(bash("complete -p sallyport"))
        .isEqualTo("complete -o default -F _complete_sallyport sallyport");
    assertThat(completed("")).contains("keys", "users", "login").doesNotContain("purge");
    assertThat(completed("keys", "")).contains("list", "create", "rotate").doesNotContain("users");
    assertThat(completed("keys", "ro")).containsExactly("rotate");
    assertThat(completed("keys", "list", "--uns")).isEmpty();
    assertThat(completed("keys", "list", "--unu")).containsExactly("--unused-for");
    assertThat(completed("keys", "list", "--state", "exp")).containsExactly("expired");
    assertThat(completed("keys", "list", "--format", "")).containsExactly("table", "json", "yaml");
  }

  /** Every line that man prints to standard error is a warning of groff. */
  @Test
  void hasManualPagesOfAllCommandsThatRenderWithoutWarnings() throws Exception {
    Path pages = home.resolve("man/man1");
    assertThat(names(pages))
        .contains("sallyport.1", "sallyport-keys.1", "sallyport-keys-list.1", "sallyport-login.1")
        .doesNotContain("sallyport-help.1")
        .hasSizeGreaterThan(40);
    for (String name : names(pages)) {
      Run run = run(pages, "man", "--warnings", "-E", "UTF-8", "-l", name);
      assertThat(run.exitCode()).as("man of man-db, apt-get install man-db: " + run).isZero();
      assertThat(run.err()).as(name).isEmpty();
      assertThat(run.out()).as(name).contains("NAME", "SYNOPSIS", "EXIT STATUS", "EXAMPLES");
      assertThat(run.out()).as(name).doesNotContain("pass:c", "----", "Examples:", "*-");
    }
    assertThat(run(home, "man", "-M", "man", "sallyport-keys-list").out())
        .contains("sallyport keys list [OPTIONS]", "--unused-for=DURATION", "'keys show'")
        .doesNotContain("--db-url=");
  }

  @Test
  void hasTheSameFilesInBothArchives() throws Exception {
    Path unzipped = Files.createDirectories(folder.resolve("zip"));
    run(unzipped, "unzip", "-q", only(TARGET, "sallyport-*.zip").toString());
    Path other = only(unzipped, "sallyport-*");

    assertThat(run(folder, "diff", "-r", home.toString(), other.toString()))
        .isEqualTo(new Run(0, "", ""));
    assertThat(names(other))
        .contains("LICENSE", "NOTICE", "README.md", "bin", "completion", "lib", "man");
    assertThat(other.resolve("bin/sallyport")).isExecutable();
  }

  private static List<String> completed(String... words) throws Exception {
    String line =
        """
        compopt() { :; }
        COMP_WORDS=(sallyport "$@"); COMP_CWORD=$#; _complete_sallyport
        printf '%s\\n' "${COMPREPLY[@]}"\
        """;
    return bash(line, words).lines().filter(it -> !it.isBlank()).map(String::strip).toList();
  }

  private static String bash(String script, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c"));
    command.add(". '" + home.resolve("completion/sallyport") + "'; " + script);
    command.add("bash");
    command.addAll(List.of(args));
    Run run = run(folder, command.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run.out().strip();
  }

  private static Path only(Path folder, String glob) throws IOException {
    try (var files = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = StreamSupport.stream(files.spliterator(), false).toList();
      assertThat(found).as("%s in %s, or run mvn clean", glob, folder).hasSize(1);
      return found.get(0);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run run(Path directory, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(it -> it.startsWith("SALLYPORT_") || it.startsWith("J"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", "/dev/null");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("SALLYPORT_DB_URL", "jdbc:h2:file:" + folder.resolve("keys"));
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Run(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}

package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.Cli.Run;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests of the packaged command as a process. Runs after the jar is built. */
@Execution(ExecutionMode.CONCURRENT)
class PackagedIT {
  private static final Path JAR = Path.of("target", "sallyport.jar").toAbsolutePath();
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  @TempDir Path folder;

  /** No directory, so that the launcher archives no classes. */
  private String cache = "/dev/null";

  @Test
  void runsAsAJarWithoutAdditionalOutput() throws Exception {
    assertThat(jar("migrate")).isEqualTo(new Run(0, "The tables are up to date.\n", ""));
    assertThat(jar(args("accounts", "create", "--account-number", ACCOUNT)))
        .isEqualTo(new Run(0, ACCOUNT + "\n", "Created account:\n"));
    Path password = Files.writeString(folder.resolve("password"), UUID.randomUUID().toString());
    assertThat(jar(args("users", "create", OWNER, "--staff", "--password-file", password)))
        .isEqualTo(new Run(0, "Created user admin@" + ACCOUNT + " (staff).\n", ""));

    Run created = jar(args("create_api_key", OWNER, "--description", "the first"));
    assertThat(created.exitCode()).isZero();
    assertThat(created.out()).matches("sp_[0-9A-Za-z]{61}\n");
    assertThat(created.err())
        .matches("Created API key (?s).*cannot be shown again\\.\n")
        .hasLineCount(6);
    String id = created.err().lines().findFirst().orElseThrow().replace("Created API key ", "");

    Run listed = jar("keys", "list");
    assertThat(listed.err()).isEmpty();
    assertThat(listed.lines()).hasSize(2).last().asString().startsWith(id + "  active");
    Run deactivated = jar("keys", "deactivate", id);
    assertThat(deactivated.err()).isEmpty();
    assertThat(deactivated.out()).endsWith("is inactive.\n");
    assertThat(jar("keys", "delete", id, "--yes").err()).isEmpty();
    assertThat(jar("keys", "list")).isEqualTo(new Run(0, "", "No keys found.\n"));
  }

  @Test
  @Tag("slow")
  void changesKeysUnderARunningServer() throws Exception {
    TestDatabase.writeWithOwner(folder);
    Settings settings =
        Settings.resolve(
            Sallyport.settings(),
            List.of(SettingSource.plain("test", Map.of("db-url", url(), "max-staleness", "0"))));
    try (Sallyport server = Sallyport.open(settings)) {
      Secret token = Secret.of(jar(args("keys", "create", OWNER)).out().strip());
      assertThat(server.authenticator().authenticate(token)).isInstanceOf(Authenticated.class);
      String id = server.keys().list(ApiKeyQuery.all()).items().get(0).id().toString();

      jar("keys", "deactivate", id);
      AuthenticationResult denied = server.authenticator().authenticate(token);
      assertThat(((Denied) denied).reason()).isEqualTo(DenialReason.KEY_INACTIVE);

      jar("keys", "activate", id);
      assertThat(server.authenticator().authenticate(token)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  @Tag("slow")
  void worksThroughAServer() throws Exception {
    TestDatabase.writeWithOwner(folder);
    try (TestServer server = new TestServer(url())) {
      Map<String, String> connection =
          Map.of("SALLYPORT_URL", server.url(), "SALLYPORT_API_KEY", server.key().reveal());

      Run created = start(connection, java(), args("keys", "create", OWNER, "--name=ci"));
      assertThat(created.exitCode()).isZero();
      assertThat(created.out()).matches("sp_[0-9A-Za-z]{61}\n");
      String id = created.err().lines().findFirst().orElseThrow().replace("Created API key ", "");
      Run off = start(connection, java(), "keys", "deactivate", id, "--reason=trial");
      assertThat(off.err()).isEmpty();
      assertThat(off.out()).endsWith("is inactive.\n");
      Run listed =
          start(connection, java(), "keys", "list", "--account-number", ACCOUNT, "--format=yaml");
      assertThat(listed.err()).isEmpty();
      assertThat(listed.out())
          .startsWith("items:\n")
          .contains("id: \"" + id + "\"", "state: \"inactive\"");
    }
  }

  @Test
  void reportsAnUnreachableDatabaseInOneLine() throws Exception {
    for (String url : List.of("jdbc:postgresql://127.0.0.1:1/x", "jdbc:mariadb://127.0.0.1:1/x")) {
      Run run = jar("keys", "list", "--set", "db-timeout=250ms", "--db-url", url);
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("Error: ").contains("cannot be reached").hasLineCount(1);
    }
  }

  @Test
  void startsThroughItsLauncher() throws Exception {
    Run run = start(launcher(Path.of("bin").toAbsolutePath()), "migrate");

    assertThat(run).isEqualTo(new Run(0, "The tables are up to date.\n", ""));
  }

  @Test
  void startsThroughALinkToItsLauncherAndKeepsTheExitCode() throws Exception {
    List<String> launcher = launcher(Path.of("bin").toAbsolutePath());
    Path link = folder.resolve("first");
    if (!WINDOWS) {
      Files.createSymbolicLink(link, Path.of(launcher.get(0)));
      launcher =
          List.of(Files.createSymbolicLink(folder.resolve("second"), Path.of("first")).toString());
    }

    Run run = start(launcher, "keys", "list", "--page", "0");
    Files.deleteIfExists(link);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("Error: the page number must be 0 or more.\n");
  }

  /** The archive appears while the first command runs, or soon after. */
  @Test
  @Tag("slow")
  void archivesItsClassesAtTheFirstRun() throws Exception {
    assumeFalse(WINDOWS);
    cache = folder.resolve("cache").toString();
    Path archives = Files.createDirectories(Path.of(cache, "sallyport"));
    List<String> launcher = launcher(Path.of("bin").toAbsolutePath());

    try (WatchService watch = archives.getFileSystem().newWatchService()) {
      archives.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      assertThat(start(launcher, "migrate").exitCode()).isZero();
      Path archive = awaitArchive(archives, watch);

      Files.delete(archive);
      Path lock = Files.createDirectory(Path.of(archive + ".lock"));
      Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      assertThat(start(launcher, "keys", "list").exitCode()).isZero();
      assertThat(awaitArchive(archives, watch))
          .as("despite the lock of a run that was killed")
          .isEqualTo(archive);
    }

    assertThat(start(launcher, "keys", "list")).isEqualTo(new Run(0, "", "No keys found.\n"));
    assertThat(start(launcher, "keys").out()).startsWith("List, create, change, rotate");
  }

  /** Waits for an archive without a lock. */
  private static Path awaitArchive(Path archives, WatchService watch) throws Exception {
    while (filesIn(archives).count() != 1
        || filesIn(archives).noneMatch(it -> it.toString().endsWith(".jsa"))) {
      watch.take().reset();
    }
    return filesIn(archives).findFirst().orElseThrow();
  }

  private static Stream<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    }
  }

  @Test
  void reportsAMissingJar() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("with blanks").resolve("bin"));
    String name = WINDOWS ? "sallyport.cmd" : "sallyport";
    Files.copy(Path.of("bin", name), bin.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);

    Run run = start(launcher(bin), "keys", "list");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).startsWith("Error: sallyport.jar not found").hasLineCount(1);
  }

  @Test
  void reportsAMissingJarOfAnUnpackedArchive() throws Exception {
    assumeFalse(WINDOWS);
    Path bin = Files.createDirectories(folder.resolve("unpacked").resolve("bin"));
    Files.createDirectories(bin.resolveSibling("lib"));
    Files.copy(
        Path.of("bin", "sallyport"), bin.resolve("sallyport"), StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(start(launcher(bin), "keys", "list").err())
        .isEqualTo("Error: lib/sallyport.jar not found; unpack the archive again.\n");
  }

  @Test
  void hasAManifestThatAvoidsJvmWarnings() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      var manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
    }
    assertThat(Path.of("dependency-reduced-pom.xml")).doesNotExist();
  }

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("sallyport") + ";AUTO_SERVER=TRUE";
  }

  private Run jar(String... args) throws Exception {
    return start(java(), args);
  }

  private static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString());
  }

  private static List<String> launcher(Path bin) {
    return WINDOWS
        ? List.of("cmd.exe", "/c", bin.resolve("sallyport.cmd").toString())
        : List.of(bin.resolve("sallyport").toString());
  }

  private Run start(List<String> program, String... args) throws Exception {
    return start(Map.of("SALLYPORT_DB_URL", url()), program, args);
  }

  private Run start(Map<String, String> connection, List<String> program, String... args)
      throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(args));
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder
        .environment()
        .keySet()
        .removeIf(it -> it.startsWith("SALLYPORT_") || it.startsWith("J"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache);
    builder.environment().putAll(connection);
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Run(exitCode, text(out), text(err));
  }

  private static String text(File file) throws IOException {
    return Files.readString(file.toPath(), UTF_8).replace("\r\n", "\n");
  }
}

package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportKnoxTest {
  private static final Map<String, String> BOTH_FORMATS = Map.of("token-formats", "sallyport,knox");
  private static final String KEY_ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private final Secret token = KnoxFormat.of("").generate();
  private final String digest = digestOf(token);

  @BeforeEach
  void createTables() {
    database = TestDatabase.migrated(folder);
  }

  @Test
  void importsARowOfSmarterAndRehashesItsToken() {
    String csv =
        """
        digest,token_key,username,user_is_active,user_is_staff,account_number,key_id,name,description,tags,is_active,created,expiry,last_used_at,version,annotations
        %s,%s,ada,t,f,%s,%s,My key,"for, CI","[""ci"", ""blue""]",t,2026-01-02 03:04:05.678901+00,2099-01-02 03:04:05+01,,1.0.0,[]
        """
            .formatted(digest, token.reveal().substring(0, 15), ACCOUNT, KEY_ID);

    Cli.Run run = database.cli().piped(csv, "import", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            1 imported, 0 already existed, 0 failed.
            Created: 1 accounts, 1 users (0 inactive, 0 staff).
            Of these, 1: column version not imported.
            """);
    assertThat(run.err()).isEmpty();
    assertThat(database.cli().ok("keys", "show", KEY_ID).out())
        .contains("name         My key", "description  for, CI", "owner        ada@" + ACCOUNT)
        .contains("tags         blue ci", "created      2026-01-02T03:04:05Z")
        .contains("expires      2099-01-02T02:04:05Z", "last used    never");
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
    assertThat(database.query("select digest from sallyport_key").get(0)).startsWith("$argon2id$");
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void importsARowOfKnoxIntoTheGivenAccount() {
    String csv =
        "\uFEFFcreated,USER__USERNAME,digest\r\n2026-01-02T03:04:05Z,bob," + digest + "\r\n";

    Cli.Run run =
        database.cli().piped(csv, "import", "-", "--account_number", ACCOUNT, "--active_users");

    assertThat(run.exitCode()).isZero();
    assertThat(database.query("select name from sallyport_key")).containsExactly(ACCOUNT + ".bob");
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void importsAnInactiveKeyAsInactive() {
    database
        .cli()
        .piped(csv("digest,user,is_active,user_is_active", digest + ",bob,0,1"), importTo(ACCOUNT));

    assertThat(((Denied) database.authenticate(token.reveal(), BOTH_FORMATS)).reason())
        .isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void isIdempotent() {
    String csv = csv("digest,user", digest + ",bob");
    database.cli().piped(csv, importTo(ACCOUNT));
    database.cli().ok("keys", "deactivate", database.query("select id from sallyport_key").get(0));

    Cli.Run run = database.cli().piped(csv, importTo(ACCOUNT));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("0 imported, 1 already existed, 0 failed.\n");
    assertThat(database.query("select active from sallyport_key")).containsExactly("FALSE");
  }

  @Test
  void reportsInvalidLinesAndContinues() {
    String other = digestOf(KnoxFormat.of("").generate());
    database.cli().ok("accounts", "create", "--account-number=1111-2222-3333");
    database
        .cli()
        .ok(
            "users",
            "create",
            "--account-number=1111-2222-3333",
            "--username=eve",
            "--no-password");
    String csv =
        csv(
            "digest,username,account_number,key_id,is_active,created,user_is_active",
            digest.substring(1) + ",bob,,,,,", // 2
            digest + ",,,,,,", // 3
            digest + ",bob,\u0007,,,,", // 4
            digest + ",bob,,no-uuid,,,", // 5
            digest + ",bob,,,perhaps,,", // 6
            digest + ",bob,,,,yesterday,", // 7
            digest + ",bob,,,,,perhaps", // 8
            digest + ",\u0007,,,,,", // 9
            digest + ",bob", // 10
            ",bob,,,,,", // 11
            "", // 12
            digest + ",bob,,,,NULL,\\N", // 13
            other + ",\"bob\",,,,,t"); // 14

    Cli.Run run = database.cli().piped(csv, importTo(ACCOUNT));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            2 imported, 0 already existed, 10 failed.
            Created: 1 accounts, 1 users (1 inactive, 0 staff).
            """);
    assertThat(run.err().lines())
        .startsWith(
            "Line 2: digest must be a SHA-512, 128 hexadecimal digits.",
            "Line 3: username is missing.",
            "Line 4: account id must not have control or format characters.",
            "Line 5: key_id must be a UUID.",
            "Line 6: is_active must be t, f, true, false, 1 or 0.",
            "Line 7: created must be a time such as 2026-01-02 03:04:05+00 or 2026-01-02T03:04:05Z.",
            "Line 8: user_is_active must be t, f, true, false, 1 or 0.",
            "Line 9: user id must not have control or format characters.",
            "Line 10: the number of columns differs from the first line.",
            "Line 11: digest is missing.");
    assertThat(run.err()).doesNotContain(digest.substring(1));
  }

  @Test
  void onlyChecksInADryRunAndNeedsNoDatabase() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys.csv"),
            csv("digest,user", digest + ",bob", digest + ",bob", "zz,bob"));
    Cli cli = new Cli();

    Cli.Run run = cli.run(args("import", file, "--dry-run", "--account-number", ACCOUNT));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            Dry run: 1 can be imported, 1 duplicates in the file, 1 would fail.
            To be created in an empty database: 1 accounts, 1 users (1 inactive, 0 staff).
            """);
    assertThat(run.err()).startsWith("Line 4: ");
    assertThat(database.query("select id from sallyport_key")).isEmpty();
  }

  @Test
  void rejectsAFileWithoutRequiredColumns() {
    assertThat(errorFor("token_key,username\n")).contains("no column digest");
    assertThat(errorFor("digest,user_id\n")).contains("no column username");
    assertThat(errorFor("digest,user\n")).contains("--account");
    assertThat(errorFor("digest,digest,user\n")).contains("twice");
    assertThat(errorFor("")).contains("no column digest");
  }

  @Test
  void rejectsAnUnreadableFile() {
    Cli.Run run = database.cli().run(args("import", folder.resolve("none.csv")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none.csv' cannot be read").hasLineCount(1);
  }

  @Test
  void stopsAtAnUnclosedQuote() {
    String csv = csv("digest,user", digest + ",bob", "\"" + "x".repeat(3 << 20));

    Cli.Run run = database.cli().piped(csv, importTo(ACCOUNT));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).startsWith("1 imported, 0 already existed, 0 failed.\n");
    assertThat(run.err()).contains("perhaps a quote is not closed");
  }

  @Test
  void rejectsBytesThatAreNotUtf8() throws IOException {
    byte[] latin1 = csv("digest,user,name", digest + ",bob,Schl").getBytes(UTF_8);
    latin1[latin1.length - 1] = (byte) 0xFC;
    Path file = Files.write(folder.resolve("latin1.csv"), latin1);

    Cli.Run run = database.cli().run(args("import", file, "--account-number", ACCOUNT));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("UTF-8").hasLineCount(1);
  }

  @Test
  void keepsExistingAccountsAndUsers() {
    database.cli().ok("accounts", "create", "--account-number", ACCOUNT, "--name", "Example");
    database
        .cli()
        .ok(
            "users",
            "create",
            "--account-number",
            ACCOUNT,
            "--username=bob",
            "--no-staff",
            "--no-password");

    database.cli().piped(csv("digest,user", digest + ",bob"), importTo(ACCOUNT));

    assertThat(database.query("select name from sallyport_account")).containsExactly("Example");
    assertThat(database.query("select staff from sallyport_user")).containsExactly("FALSE");
    assertThat(database.query("select id from sallyport_key")).hasSize(1);
  }

  @Test
  void importsInactiveUsersWithTheQueryOfTheHelp() throws IOException {
    database.execute(
        "create table auth_user (id int, username text, is_active boolean, is_staff boolean)");
    database.execute(
        "create table knox_authtoken (digest text, user_id int, created timestamp, expiry timestamp)");
    database.execute(
        "insert into auth_user values (1, 'eve', false, false), (2, 'ada', true, true)");
    Secret ofAda = KnoxFormat.of("").generate();
    database.execute(
        "insert into knox_authtoken values ('%s', 1, now(), null), ('%s', 2, now(), null)"
            .formatted(digest, digestOf(ofAda)));
    Path file = folder.resolve("knox.csv");
    database.execute("call csvwrite('%s', '%s')".formatted(file, selectOfTheHelp()));

    Cli.Run run = database.cli().ok(args("import", file, "--account-number", ACCOUNT));

    assertThat(run.out())
        .isEqualTo(
            """
            2 imported, 0 already existed, 0 failed.
            Created: 1 accounts, 2 users (1 inactive, 1 staff).
            """);
    assertThat(((Denied) database.authenticate(token.reveal(), BOTH_FORMATS)).reason())
        .isEqualTo(DenialReason.OWNER_INACTIVE);
    assertThat(database.authenticate(ofAda.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  /** Returns the query in the parentheses of psql's copy, without line breaks of the shell. */
  private String selectOfTheHelp() {
    String help = database.cli().ok("help", "import").out().replaceAll("\\\\\n\\s*", " ");
    Matcher select = Pattern.compile("copy \\((select .*?)\\) to stdout").matcher(help);
    assertThat(select.find()).as(help).isTrue();
    return select.group(1).replaceAll("\\s+", " ");
  }

  @Test
  void createsUsersAsInactiveByDefault() {
    Cli.Run run = database.cli().piped(csv("digest,user", digest + ",bob"), importTo(ACCOUNT));

    assertThat(run.out()).endsWith("Created: 1 accounts, 1 users (1 inactive, 0 staff).\n");
    assertThat(run.err()).contains("users activate", "--active-users").hasLineCount(1);
    assertThat(((Denied) database.authenticate(token.reveal(), BOTH_FORMATS)).reason())
        .isEqualTo(DenialReason.OWNER_INACTIVE);
    database.cli().ok("users", "activate", "bob");
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void createsUsersAsActiveAndStaffByOption() {
    Cli.Run run =
        database
            .cli()
            .piped(
                csv("digest,user", digest + ",bob"),
                args(importTo(ACCOUNT), "--active-users", "--staff-users"));

    assertThat(run.out()).endsWith("Created: 1 accounts, 1 users (0 inactive, 1 staff).\n");
    assertThat(run.err()).isEmpty();
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void deactivatesAKeyWhoseUserIsInactiveInTheFile() {
    database.cli().ok("accounts", "create", "--account-number", ACCOUNT);
    database
        .cli()
        .ok("users", "create", "--account-number", ACCOUNT, "--username=bob", "--no-password");

    Cli.Run run =
        database
            .cli()
            .piped(csv("digest,user,user_is_active", digest + ",bob,f"), importTo(ACCOUNT));

    assertThat(run.out())
        .isEqualTo(
            """
            1 imported, 0 already existed, 0 failed.
            Of these, 1: imported as inactive, as its user is inactive in the file.
            """);
    assertThat(run.err()).startsWith("Line 2: imported as inactive").hasLineCount(1);
    assertThat(((Denied) database.authenticate(token.reveal(), BOTH_FORMATS)).reason())
        .isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void cutsLongTextsAndReportsThem() {
    String row = digest + ",bob,\"two\nlines\",%s,\"[\"\"for CI\"\", 7]\",1.0.0,{\"\"a\"\":1}";
    String csv =
        csv(
            "digest,user,name,description,tags,version,annotations",
            row.formatted("d".repeat(300)).replace("{\"\"a\"\":1}", "\"{\"\"a\"\":1}\""));

    Cli.Run run = database.cli().piped(csv, args(importTo(ACCOUNT), "--active-users"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            1 imported, 0 already existed, 0 failed.
            Created: 1 accounts, 1 users (0 inactive, 0 staff).
            Of these, 1: name cut to fit.
            Of these, 1: description cut to fit.
            Of these, 1: tags changed to fit.
            Of these, 1: column annotations not imported.
            Of these, 1: column version not imported.
            """);
    assertThat(run.err().lines())
        .containsExactly(
            "Line 3: name cut to fit.",
            "Line 3: description cut to fit.",
            "Line 3: tags changed to fit.");
    assertThat(database.query("select name from sallyport_key")).containsExactly("two lines");
    assertThat(database.query("select length(description) from sallyport_key"))
        .containsExactly("255");
    assertThat(database.query("select tags from sallyport_key").get(0)).contains("7 for-CI");
    assertThat(database.authenticate(token.reveal(), BOTH_FORMATS))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void useRenewsAKeyThatWasImportedWithATtl() {
    Map<String, String> renewing =
        Map.of(
            "token-formats",
            "sallyport,knox",
            "auto-refresh",
            "true",
            "min-refresh-interval",
            "1s");
    String csv = csv("digest,user,user_is_active,expiry", digest + ",bob,t,2099-01-01T00:00:00Z");
    database.cli().piped(csv, args(importTo(ACCOUNT), "--ttl=36500d"));

    assertThat(database.authenticate(token.reveal(), renewing)).isInstanceOf(Authenticated.class);

    assertThat(database.query("select year(expires_at) > 2099 from sallyport_key"))
        .containsExactly("TRUE");
    assertThat(database.cli().run(args(importTo(ACCOUNT), "--ttl=0d")).exitCode()).isEqualTo(2);
  }

  private String errorFor(String csv) {
    Cli.Run run = database.cli().piped(csv, "import", "-");
    assertThat(run.exitCode()).isEqualTo(2);
    return run.err();
  }

  private static String[] importTo(String account) {
    return args("import", "-", "--account-number", account);
  }

  private static String csv(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String digestOf(Secret token) {
    return Digester.sha512().digest(token).substring("sha512$".length());
  }
}

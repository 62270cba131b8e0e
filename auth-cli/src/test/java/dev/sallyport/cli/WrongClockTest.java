package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the clock of the store applies, not the clock of the command's machine. */
class WrongClockTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  private Cli cliOffBy(int hours) {
    database = TestDatabase.withOwner(folder);
    return database.cli().withClockOffBy(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2400, -2, 2, 2400})
  void createsKeysByTheClockOfTheStore(int hours) {
    cliOffBy(hours);

    database.createKey("--expires=3h");
    database.createKey("--ttl=3h");

    assertThat(
            database.query("select datediff('second', created_at, expires_at) from sallyport_key"))
        .containsExactly("10800", "10800");
    assertThat(
            database.query(
                "select abs(datediff('hour', created_at, current_timestamp)) < 1 from sallyport_key"))
        .containsOnly("TRUE");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2400, 2400})
  void purgesByTheClockOfTheStore(int hours) {
    Cli cli = cliOffBy(hours);
    NewKey lately = expiredAgo(1);
    NewKey longAgo = expiredAgo(91 * 24);

    assertThat(cli.ok("keys", "purge", "--older-than=90d", "--yes").out())
        .isEqualTo("Deleted 1 key that expired more than 90d ago.\n");

    assertThat(database.query("select id from sallyport_key"))
        .contains(lately.id())
        .doesNotContain(longAgo.id());
  }

  @ParameterizedTest
  @ValueSource(ints = {-2400, 2400})
  void filtersByTheClockOfTheStore(int hours) {
    cliOffBy(hours);
    NewKey expired = expiredAgo(10 * 24);
    NewKey expiring = database.createKey("--expires=5d");
    NewKey idle = database.createKey();
    database.execute(
        "update sallyport_key set created_at = dateadd('day', -20, current_timestamp)"
            + " where id = '%s'".formatted(idle.id()));

    assertThat(ids("--expired")).containsExactly(expired.id());
    assertThat(ids("--unexpired")).containsExactly(expiring.id(), idle.id());
    assertThat(ids("--expired-for=9d")).containsExactly(expired.id());
    assertThat(ids("--expired-for=11d")).isEmpty();
    assertThat(ids("--expiring-within=6d")).containsExactly(expiring.id());
    assertThat(ids("--expiring-within=4d")).isEmpty();
    assertThat(ids("--unused-for=19d")).containsExactly(idle.id());
    assertThat(ids("--unused-for=21d")).isEmpty();
  }

  @Test
  void rotatesByTheClockOfTheStore() {
    Cli cli = cliOffBy(2400);
    NewKey old = database.createKey();

    cli.ok("keys", "rotate", old.id(), "--overlap=2h");

    assertThat(
            database.query(
                "select datediff('second', updated_at, expires_at) from sallyport_key where id = '%s'"
                    .formatted(old.id())))
        .containsExactly("7200");
  }

  private NewKey expiredAgo(int hours) {
    NewKey key = database.createKey("--expires=1h");
    database.execute(
        "update sallyport_key set expires_at = dateadd('hour', -%d, current_timestamp) where id = '%s'"
            .formatted(hours, key.id()));
    return key;
  }

  private List<String> ids(String... options) {
    return database
        .cli()
        .ok(args("keys", "list", "--account-number", ACCOUNT, "--format=json", options))
        .json()
        .path("items")
        .findValuesAsText("id");
  }
}

package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.Backend;
import dev.sallyport.testkit.TestKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Instants that, read as local time in the time zone of the tests, do not exist or exist twice. */
public abstract class DaylightSavingContract {
  private static final Instant IN_THE_GAP = Instant.parse("2026-03-08T02:30:00.000001Z");
  private static final List<Instant> IN_THE_OVERLAP =
      List.of(
          Instant.parse("2026-11-01T01:30:00.5Z"),
          Instant.parse("2026-11-01T05:30:00.5Z"),
          Instant.parse("2026-11-01T06:30:00.5Z"));

  private final TestStore store;

  /** Creates the contract of a store. */
  protected DaylightSavingContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void storesInstantsInTheGapOfTheJvmTimeZone(TestServer server) {
    assertThat(TimeZone.getDefault().getID()).as("set by the build").isEqualTo("America/New_York");
    TestDatabase database = server.migratedDatabase();
    ApiKey key = TestKeys.key(TestKeys.OWNER, IN_THE_GAP);
    try (Backend backend = store.open(database)) {
      backend.keys().insert(key);
      assertThat(backend.keys().findById(key.id())).contains(key);
    }
    String utc =
        switch (server) {
          case H2 -> "formatdatetime(created_at at time zone 'UTC', 'yyyy-MM-dd HH:mm:ss.SSSSSS')";
          case HSQLDB ->
              "to_char(created_at at time zone interval '0:00' hour to minute, 'YYYY-MM-DD HH24:MI:SS.FF6')";
          case POSTGRESQL -> "to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
          case MARIADB -> "date_format(created_at, '%Y-%m-%d %H:%i:%s.%f')";
        };
    assertThat(database.read("select " + utc + " from sallyport_key"))
        .isEqualTo("2026-03-08 02:30:00.000001");
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void distinguishesInstantsInTheOverlapOfTheJvmTimeZone(TestServer server) {
    try (Backend backend = store.open(server.migratedDatabase())) {
      for (Instant instant : IN_THE_OVERLAP) {
        ApiKey key = TestKeys.key(TestKeys.OWNER, instant);
        backend.keys().insert(key);
        backend.keys().recordUse(Map.of(key.id(), instant));
        assertThat(backend.keys().findById(key.id()))
            .contains(key.toBuilder().lastUsedAt(instant).build());
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void advancesTheLastUseAcrossTheOverlapOfTheJvmTimeZone(TestServer server) {
    try (Backend backend = store.open(server.migratedDatabase())) {
      ApiKey key = TestKeys.key();
      backend.keys().insert(key);
      IN_THE_OVERLAP.forEach(instant -> backend.keys().recordUse(Map.of(key.id(), instant)));
      backend.keys().recordUse(Map.of(key.id(), IN_THE_OVERLAP.get(1)));
      assertThat(backend.keys().findById(key.id()).orElseThrow().lastUsedAt())
          .isEqualTo(IN_THE_OVERLAP.get(2));
    }
  }
}

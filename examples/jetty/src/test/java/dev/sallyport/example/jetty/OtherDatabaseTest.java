package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherDatabaseTest {
  @Test
  void runsOnTheStoreOnPlainJdbc(@TempDir Path dataDir) throws Exception {
    try (RunningExample example = RunningExample.in(dataDir, Map.of("sallyport.store", "jdbc"))) {
      assertThat(example.whoami("Token " + example.shown("token")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Tag("slow")
  void runsOnPostgresql() throws Exception {
    TestDatabase database = TestServer.POSTGRESQL.newDatabase();
    try (RunningExample example = RunningExample.on(database.settings())) {
      assertThat(example.whoami("Token " + example.shown("token")).statusCode()).isEqualTo(200);
    }
    assertThat(database.read("select count(*) from sallyport_key")).isEqualTo("1");
  }
}

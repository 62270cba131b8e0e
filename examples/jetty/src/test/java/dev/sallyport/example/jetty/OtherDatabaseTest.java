package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import org.junit.jupiter.api.Test;

class OtherDatabaseTest {
  @Test
  void runsOnPostgresql() throws Exception {
    TestDatabase database = TestServer.POSTGRESQL.newDatabase();
    try (RunningExample example = RunningExample.on(database.settings())) {
      assertThat(example.whoami("Token " + example.shown("token")).statusCode()).isEqualTo(200);
    }
    assertThat(database.read("select count(*) from sallyport_key")).isEqualTo("1");
  }
}

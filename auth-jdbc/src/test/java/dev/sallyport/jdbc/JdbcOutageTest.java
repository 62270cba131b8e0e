package dev.sallyport.jdbc;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures how long requests wait")
class JdbcOutageTest extends OutageContract {
  JdbcOutageTest() {
    super(JdbcBackend::on);
  }
}

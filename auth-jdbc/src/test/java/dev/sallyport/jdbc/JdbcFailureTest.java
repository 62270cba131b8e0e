package dev.sallyport.jdbc;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("captures the log")
class JdbcFailureTest extends FailureContract {
  JdbcFailureTest() {
    super(JdbcBackend::on);
  }
}

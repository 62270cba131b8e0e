package dev.sallyport.jpa;

import dev.sallyport.jdbc.FailureContract;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("captures the log")
class JpaFailureTest extends FailureContract {
  JpaFailureTest() {
    super(JpaBackend::on);
  }
}

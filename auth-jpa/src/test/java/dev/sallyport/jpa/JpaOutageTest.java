package dev.sallyport.jpa;

import dev.sallyport.jdbc.OutageContract;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures how long requests wait")
class JpaOutageTest extends OutageContract {
  JpaOutageTest() {
    super(JpaBackend::on);
  }
}

package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class Tomcat10Test extends ServerContract implements RedeployContract {
  Tomcat10Test() {
    super((wars, work, database) -> Tomcat.start("tomcat10", wars, work, database));
  }

  @Test
  void theStartSaysHowToSeeTheLog() throws Exception {
    newKey(FILTER, "note:read");

    assertThat(server.output())
        .filteredOn(it -> it.contains("SLF4J has no provider: add one"))
        .hasSize(1);
  }

  @Override
  int statusWithoutGuard() {
    return 404; // the application is not started
  }

  @Override
  List<String> applications() {
    return List.of(BOTH, FILTER, JDBC, JPA, WRONG, ORDER);
  }

  @Override
  ExampleWar withProvider(ExampleWar war) {
    return war.withHibernate();
  }
}

package dev.sallyport.example.jakarta;

import java.util.List;

final class Tomcat11Test extends ServerContract implements RedeployContract {
  Tomcat11Test() {
    super((wars, work, database) -> Tomcat.start("tomcat11", wars, work, database));
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

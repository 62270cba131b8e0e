package dev.sallyport.example.jakarta;

final class JettyEe11Test extends ServerContract implements RedeployContract {
  JettyEe11Test() {
    super((wars, work, database) -> Jetty.start("ee11", wars, work, database));
  }

  @Override
  ExampleWar prepared(ExampleWar war) {
    return war.withWebSocketFilter(
        "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter");
  }
}

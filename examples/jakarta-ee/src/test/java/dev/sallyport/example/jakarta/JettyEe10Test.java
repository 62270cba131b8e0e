package dev.sallyport.example.jakarta;

final class JettyEe10Test extends ServerContract implements RedeployContract {
  JettyEe10Test() {
    super((wars, work, database) -> Jetty.start("ee10", wars, work, database));
  }

  @Override
  ExampleWar prepared(ExampleWar war) {
    return war.withWebSocketFilter(
        "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter");
  }
}

package dev.sallyport.example.jakarta;

final class Tomcat10Test extends ServerContract implements RedeployContract {
  Tomcat10Test() {
    super((wars, work, database) -> Tomcat.start("tomcat10", wars, work, database));
  }
}

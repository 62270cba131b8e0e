package dev.sallyport.example.jakarta;

final class Tomcat11Test extends ServerContract implements RedeployContract {
  Tomcat11Test() {
    super((wars, work, database) -> Tomcat.start("tomcat11", wars, work, database));
  }
}

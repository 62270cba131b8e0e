package dev.sallyport.example.jakarta;

import java.nio.file.Path;
import java.util.List;

final class PayaraMicro6Test extends EnterpriseContract {
  PayaraMicro6Test() {
    super(
        (wars, work, database) ->
            PayaraMicro.start(
                "payara6", Path.of(System.getProperty("java.home")), wars, work, database));
  }

  /** A filter that serves requests itself does so before Sallyport's. */
  @Override
  List<String> closedWithoutGuard() {
    return List.of("/api/hello?pass", "/api/?pass", "/api/none?pass");
  }
}

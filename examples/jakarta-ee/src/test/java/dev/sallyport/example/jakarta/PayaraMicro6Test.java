package dev.sallyport.example.jakarta;

import java.nio.file.Path;

final class PayaraMicro6Test extends EnterpriseContract {
  PayaraMicro6Test() {
    super(
        (wars, work, database) ->
            PayaraMicro.start(
                "payara6", Path.of(System.getProperty("java.home")), wars, work, database));
  }
}

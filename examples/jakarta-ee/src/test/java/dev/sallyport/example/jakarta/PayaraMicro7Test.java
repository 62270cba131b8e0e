package dev.sallyport.example.jakarta;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class PayaraMicro7Test extends EnterpriseContract {
  PayaraMicro7Test() {
    super((wars, work, database) -> PayaraMicro.start("payara7", jdk25(), wars, work, database));
  }

  /** A filter that serves requests itself does so before Sallyport's. */
  @Override
  List<String> closedWithoutGuard() {
    return List.of("/api/hello?pass", "/api/?pass", "/api/none?pass");
  }

  private static Path jdk25() {
    Path home = Path.of(System.getProperty("jdk25.home", "none"));
    if (!Files.exists(home.resolve("bin/java"))) {
      throw new AssertionError(
          "Payara Micro 7 needs a JDK 25: run the tests with -Djdk25.home=DIRECTORY, where one is.");
    }
    return home;
  }
}

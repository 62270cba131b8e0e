package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.WebXmlContract.Deployment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TomcatWebSocketTest extends WebSocketContract {
  private static final String ALL_BUT_TOMCATS = "^(?!org\\.apache\\.tomcat\\.)";

  @TempDir private Path directory;

  TomcatWebSocketTest() {
    super(TomcatWebSocketTest::deploy);
  }

  @Test
  void itsOwnFilterIsKnownToComeBehind() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      deploy(directory).container().stop();

      assertThat(log.lines()).noneMatch(it -> it.contains("order of filters"));
    }
  }

  private static Deployment deploy(Path directory) throws Exception {
    return TomcatWebXmlTest.deploy(writeWebXml(directory, ENDPOINT), ALL_BUT_TOMCATS);
  }
}

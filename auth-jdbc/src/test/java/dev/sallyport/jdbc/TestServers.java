package dev.sallyport.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The servers that a module's store supports: all, except those in {@code test.servers.without}.
 */
public final class TestServers implements ArgumentsProvider {
  private static final List<String> WITHOUT =
      List.of(System.getProperty("test.servers.without", "").split(","));

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return supported().map(Arguments::of);
  }

  static Stream<TestServer> supported() {
    return Arrays.stream(TestServer.values()).filter(TestServers::isSupported);
  }

  /** The servers with which calls take part in a host's transaction: readers wait on HSQLDB. */
  static Stream<TestServer> joined() {
    return supported().filter(it -> it != TestServer.HSQLDB);
  }

  static Stream<TestServer> withSnapshots() {
    return joined().filter(it -> it != TestServer.H2);
  }

  static boolean isSupported(TestServer server) {
    return !WITHOUT.contains(server.name());
  }
}

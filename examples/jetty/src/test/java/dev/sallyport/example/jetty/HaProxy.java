package dev.sallyport.example.jetty;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import dev.sallyport.DebianProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** HAProxy in front of nodes, to which it sends requests in turn, without sticky sessions. */
final class HaProxy implements AutoCloseable {
  private static final String STATUS = "/haproxy-status;csv";

  private final URI uri;
  private final int nodes;
  private final Process process;

  HaProxy(int port, Path folder, List<ExampleNode> nodes) throws IOException {
    this.uri = URI.create("http://127.0.0.1:" + port);
    this.nodes = nodes.size();
    Path configuration = folder.resolve("haproxy.cfg");
    Files.writeString(
        configuration,
        """
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          timeout check 30s
          retries 3
          retry-on conn-failure empty-response 503
          option redispatch 1
        frontend entrance
          bind 127.0.0.1:%d
          stats enable
          stats uri /haproxy-status
          default_backend application
        backend application
          balance roundrobin
          option httpchk GET /healthz
          default-server check inter 500ms fall 3 rise 1
        %s
        """
            .formatted(port, servers(nodes)));
    String program = DebianProgram.find("haproxy", "haproxy").toString();
    this.process =
        new ProcessBuilder(program, "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(folder.resolve("haproxy.log").toFile()))
            .start();
    awaitNodes();
  }

  private static String servers(List<ExampleNode> nodes) {
    return nodes.stream()
        .map(node -> "  server node-%1$d 127.0.0.1:%1$d".formatted(node.port()))
        .collect(joining("\n"));
  }

  URI uri() {
    return uri;
  }

  /** Waits until all nodes get requests. */
  void awaitNodes() {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                status().lines().filter(line -> line.matches("application,node-.*,UP,.*")).count()
                    == nodes);
  }

  private String status() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri.resolve(STATUS)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

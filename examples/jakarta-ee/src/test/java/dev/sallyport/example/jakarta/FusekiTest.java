package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that knows nothing of Sallyport: Apache Jena Fuseki on Tomcat 10.1. */
@Tag("servers")
class FusekiTest {
  private static final String DATASET =
      """
      @prefix fuseki: <http://jena.apache.org/fuseki#> .
      @prefix ja: <http://jena.hpl.hp.com/2005/11/Assembler#> .
      <#service> a fuseki:Service ;
        fuseki:name "books" ;
        fuseki:serviceQuery "query" ;
        fuseki:serviceUpdate "update" ;
        fuseki:dataset [ a ja:MemoryDataset ] .
      """;
  private static final String QUERY = "/fuseki/books/query?query=SELECT%20*%20%7B?s%20?p%20?o%7D";
  private static final String UPDATE = "/fuseki/books/update";
  private static final String INSERT = "INSERT DATA { <urn:book> <urn:title> 'Dune' }";

  @TempDir Path work;
  private final List<AutoCloseable> databases = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Server server : servers) {
      Path logs = Files.createDirectories(Path.of("target/server-logs"));
      Files.write(logs.resolve("FusekiTest.log"), server.output());
      server.close();
    }
    for (AutoCloseable database : databases) {
      database.close();
    }
  }

  @Test
  void queriesAndUpdatesNeedAKey() throws Exception {
    start(FusekiWar.FILTER_FIRST);
    assertThat(update("none").statusCode()).isEqualTo(401);
    assertThat(get(QUERY, "none").statusCode()).isEqualTo(401);
    assertThat(get("/fuseki/", "none").statusCode()).isEqualTo(401);
    assertThat(get("/fuseki/$/datasets", "none").statusCode()).isEqualTo(401);
    HttpRequest create =
        HttpRequest.newBuilder(server().uri("/fuseki/keys?any"))
            .POST(BodyPublishers.noBody())
            .build();
    String key = send(create).body().split(" ", -1)[1].strip();
    assertThat(get(QUERY, key).body()).contains("<results>").doesNotContain("Dune");
    assertThat(update(key).statusCode()).isBetween(200, 204);
    assertThat(get(QUERY, key).body()).contains("Dune");
  }

  /** Fuseki would serve its datasets before the filter, which could not even deny requests. */
  @Test
  void nothingIsServedIfTheFilterComesAfterFusekis() throws Exception {
    start(FusekiWar.FILTER_LAST);
    assertThat(update("none").statusCode()).isEqualTo(503);
    assertThat(get(QUERY, "none").statusCode()).isEqualTo(503);
    assertThat(get("/fuseki/", "none").statusCode()).isEqualTo(503);
    assertThat(get("/fuseki/$/datasets", "none").statusCode()).isEqualTo(503);
    assertThat(server().output()).anyMatch(it -> it.contains("comes before the filter sallyport"));
  }

  private Server server() {
    return servers.get(0);
  }

  private void start(FusekiWar war) throws Exception {
    Path wars = Files.createDirectories(work.resolve("wars"));
    war.write(wars.resolve("fuseki.war"));
    Path base = Files.createDirectories(work.resolve("base"));
    Path configuration = Files.createDirectories(base.resolve("configuration"));
    Files.writeString(configuration.resolve("books.ttl"), DATASET);
    Path files = Files.createDirectories(work.resolve("server"));
    TestDatabase database = new TestDatabase();
    databases.add(database);
    servers.add(
        Tomcat.start("tomcat10", wars, files, database, Map.of("FUSEKI_BASE", base.toString())));
  }

  private HttpResponse<String> update(String key) throws Exception {
    return send(
        HttpRequest.newBuilder(server().uri(UPDATE))
            .header("X-API-Key", key)
            .header("Content-Type", "application/sparql-update")
            .POST(BodyPublishers.ofString(INSERT))
            .build());
  }

  private HttpResponse<String> get(String path, String key) throws Exception {
    return send(HttpRequest.newBuilder(server().uri(path)).header("X-API-Key", key).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

package dev.sallyport.example.jetty.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the samples of the documentation that need a server. */
class FilterSamplesTest {
  private final Sallyport sallyport =
      Sallyport.builder(InMemoryBackend.withOwnersOf(new Members())).ignoreEnvironment().build();
  private final Server server = new Server();

  @AfterEach
  void stop() throws Exception {
    server.stop();
    sallyport.close();
  }

  @Test
  void registersTheFilter() throws Exception {
    URI uri = start(this::register);

    assertThat(get(uri, "X-API-Key", token("chat:read")).body())
        .isEqualTo("ada, mayWrite=false, null");
    assertThat(get(uri, "X-API-Key", "x").statusCode()).isEqualTo(401);
  }

  private void register(ServletContext context) {
    // sample: register
    SallyportFilter filter = SallyportFilters.of(sallyport, Map.of("realm", "acme"));
    var registration = context.addFilter("sallyport", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(null, false, "/api/*"); // before those of web.xml
    // end
  }

  @Test
  void requiresScopes() throws Exception {
    // sample: scopes
    SallyportFilter filter =
        SallyportFilters.of(sallyport, Map.of("required-scopes", "GET /api/* chat:read"));
    // end
    URI uri = start(context -> map(context, filter));

    assertThat(get(uri, "X-API-Key", token("chat:read")).statusCode()).isEqualTo(200);
    assertThat(get(uri, "X-API-Key", token("chat:write")).statusCode()).isEqualTo(403);
  }

  @Test
  void replacesExtractorAndResponder() throws Exception {
    // sample: components
    SallyportFilter filter =
        SallyportFilters.builder(sallyport)
            .extractor(new PartnerHeader())
            .responder(new JsonErrors())
            .build();
    // end
    URI uri = start(context -> map(context, filter));

    assertThat(get(uri, "X-Partner-Key", token("chat:read")).statusCode()).isEqualTo(200);
    HttpResponse<String> denied = get(uri, "X-API-Key", token("chat:read"));
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.body()).isEqualTo("{\"error\":\"no-credentials\"}");
  }

  /** Responds with what the application sees. */
  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      // sample: request
      var key = (ApiKeyPrincipal) request.getUserPrincipal(); // owner, key id, scopes
      String user = request.getRemoteUser(); // "ada", of any account
      boolean mayWrite = request.isUserInRole("chat:write"); // whether the key has the scope
      String token = request.getHeader("X-API-Key"); // null: the token is hidden
      // end
      assertThat(key.getName()).isEqualTo(user);
      response.getWriter().print(user + ", mayWrite=" + mayWrite + ", " + token);
    }
  }

  private static void map(ServletContext context, SallyportFilter filter) {
    context.addFilter("sallyport", filter).addMappingForUrlPatterns(null, false, "/api/*");
  }

  private String token(String scope) {
    Owner owner = new Owner("acme", "ada");
    CreateKeyRequest request = CreateKeyRequest.of(owner, "a key").scopes(List.of(scope));
    return ((Created) sallyport.keys().create(request)).token().reveal();
  }

  private URI start(Consumer<ServletContext> application) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(new Hello()), "/*");
    handler.addServletContainerInitializer((classes, context) -> application.accept(context));
    server.setHandler(handler);
    server.start();
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/hello");
  }

  private static HttpResponse<String> get(URI uri, String header, String value) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).header(header, value).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

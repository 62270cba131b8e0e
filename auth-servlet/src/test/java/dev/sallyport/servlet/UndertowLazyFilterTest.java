package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.internal.validation.FilterOrderGuard;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undertow, and WildFly with it, sets a filter up when the first request reaches it. */
final class UndertowLazyFilterTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path directory;

  @Test
  void aFilterThatCannotStartDeniesEveryRequest() throws Exception {
    Container container = UndertowContainer.start(UndertowLazyFilterTest::register, false);
    try {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(get(container).statusCode()).isEqualTo(503);
      }
    } finally {
      container.stop();
    }
  }

  @Test
  void aFilterThatIsNeverReachedStillDeniesWhatAnotherWouldServe() throws Exception {
    assertThat(orderedByWebXml("greedy", "api-keys", "deny").statusCode()).isEqualTo(503);
    assertThat(orderedByWebXml("api-keys", "greedy", "deny").statusCode()).isEqualTo(401);
    assertThat(orderedByWebXml("greedy", "api-keys", "ignore").body())
        .isEqualTo("served by a filter");
  }

  @Test
  void filtersThatStartAtTheSameTimeShareOneInstance() throws Exception {
    for (int attempt = 0; attempt < 5; attempt++) {
      Container container = UndertowContainer.start(UndertowLazyFilterTest::registerTwo, false);
      try {
        var first = CLIENT.sendAsync(request(container, "/a/x"), BodyHandlers.ofString());
        var second = CLIENT.sendAsync(request(container, "/b/x"), BodyHandlers.ofString());
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(first.join().body()).isEqualTo(second.join().body());
      } finally {
        container.stop();
      }
    }
  }

  private static void registerTwo(ServletContext context) {
    for (String name : List.of("a", "b")) {
      FilterRegistration.Dynamic filter = context.addFilter(name, new SallyportFilter());
      filter.setInitParameter("mode", "optional");
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/" + name + "/*");
    }
    context.setInitParameter("sallyport.store", "memory");
    context.addServlet("instance", new InstanceServlet()).addMapping("/*");
  }

  private static final class InstanceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      RequestAuthenticator authenticator =
          RequestAuthenticator.of(request, getServletContext()).orElseThrow();
      response.getWriter().print(System.identityHashCode(authenticator.sallyport()));
    }
  }

  /** Responds to a request as an application with these filters in {@code web.xml} does. */
  private HttpResponse<String> orderedByWebXml(String first, String second, String filterOrder)
      throws Exception {
    String mapping =
        "<filter-mapping><filter-name>%s</filter-name><url-pattern>/*</url-pattern></filter-mapping>";
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(
        webXml,
        "<web-app>" + mapping.formatted(first) + mapping.formatted(second) + "</web-app>",
        UTF_8);
    Container container =
        UndertowContainer.start(
            context -> new FilterOrderGuard().onStartup(Set.of(), context),
            info -> {
              info.setResourceManager(new PathResourceManager(directory));
              info.addFilter(
                  Servlets.filter("api-keys", SallyportFilter.class)
                      .addInitParam("store", "memory")
                      .addInitParam("filter-order", filterOrder));
              info.addFilter(Servlets.filter("greedy", GreedyFilter.class));
              info.addFilterUrlMapping(first, "/*", DispatcherType.REQUEST);
              info.addFilterUrlMapping(second, "/*", DispatcherType.REQUEST);
              info.addServlet(Servlets.servlet(ProbeServlet.class).addMapping("/x"));
            });
    try {
      return get(container);
    } finally {
      container.stop();
    }
  }

  private static HttpResponse<String> get(Container container) throws Exception {
    return CLIENT.send(request(container, "/x"), BodyHandlers.ofString());
  }

  private static HttpRequest request(Container container, String path) {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    return HttpRequest.newBuilder(uri).build();
  }

  private static void register(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("api-keys", new SallyportFilter());
    filter.setInitParameter("mode", "maybe");
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    context.addServlet("probe", new ProbeServlet()).addMapping("/x", "/error");
  }
}

package dev.sallyport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.SallyportFilters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Application with a filter and the AdminServlet on a free port, and a client that validates every
 * response of the API against the OpenAPI document.
 */
public final class AdminSite implements AutoCloseable {
  static final String API = "/admin/api/v1";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public final AdminApplication fixture;
  final OpenApiDocument document = new OpenApiDocument();
  private final AdminContainer container;

  public AdminSite() throws Exception {
    this(new AdminApplication());
  }

  public AdminSite(AdminApplication fixture) throws Exception {
    this(fixture, new AdminServlet(), Map.of("admin-superusers", AdminApplication.ROOT.toString()));
  }

  public AdminSite(AdminApplication fixture, Servlet servlet, Map<String, String> initParams)
      throws Exception {
    this(fixture, servlet, initParams, Map.of("exempt-paths", "/admin/*"));
  }

  public AdminSite(
      AdminApplication fixture,
      Servlet servlet,
      Map<String, String> initParams,
      Map<String, String> ofFilter)
      throws Exception {
    this(fixture, servlet, initParams, ofFilter, "/admin/*");
  }

  public AdminSite(
      AdminApplication fixture,
      Servlet servlet,
      Map<String, String> initParams,
      Map<String, String> ofFilter,
      String mapping)
      throws Exception {
    this(AdminContainer.Kind.JETTY, fixture, servlet, initParams, ofFilter, mapping);
  }

  public AdminSite(
      AdminContainer.Kind kind,
      AdminApplication fixture,
      Servlet servlet,
      Map<String, String> initParams,
      Map<String, String> ofFilter,
      String mapping)
      throws Exception {
    this(kind, "", fixture, servlet, initParams, ofFilter, mapping);
  }

  public AdminSite(
      AdminContainer.Kind kind,
      String contextPath,
      AdminApplication fixture,
      Servlet servlet,
      Map<String, String> initParams,
      Map<String, String> ofFilter,
      String mapping)
      throws Exception {
    this.fixture = fixture;
    this.container =
        kind.start(
            contextPath,
            context -> {
              FilterRegistration filter =
                  context.addFilter("sallyport", SallyportFilters.of(fixture.sallyport, ofFilter));
              filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
              ServletRegistration.Dynamic admin = context.addServlet("admin", servlet);
              admin.setInitParameters(initParams);
              admin.setLoadOnStartup(1);
              admin.addMapping(mapping);
            });
  }

  /** Returns a client with a key. */
  public Caller as(Created key) {
    return new Caller(this, List.of("Authorization", "Token " + key.token().reveal()));
  }

  /** Returns a client without credentials. */
  Caller asNobody() {
    return new Caller(this, List.of());
  }

  Caller with(String... headers) {
    return new Caller(this, List.of(headers));
  }

  Answer send(String method, String path, List<String> headers, String bodyOrEmpty)
      throws Exception {
    return send(method, path, headers, bodyOrEmpty.getBytes(UTF_8));
  }

  Answer send(String method, String path, List<String> headers, byte[] bodyOrEmpty)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .method(
                method,
                bodyOrEmpty.length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(bodyOrEmpty));
    List<String> all = new ArrayList<>(headers);
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
  }

  /** Client of the API. */
  public record Caller(AdminSite site, List<String> headers) {
    public Answer get(String path, String... more) throws Exception {
      return send("GET", path, "", more);
    }

    Answer post(String path) throws Exception {
      return send("POST", path, "");
    }

    Answer delete(String path, String... more) throws Exception {
      return send("DELETE", path, "", more);
    }

    Answer post(String path, Map<String, ?> body, String... more) throws Exception {
      return json("POST", path, body, more);
    }

    Answer put(String path, Map<String, ?> body) throws Exception {
      return json("PUT", path, body);
    }

    Answer patch(String path, String version, Map<String, ?> body) throws Exception {
      return json("PATCH", path, body, "If-Match", version);
    }

    Answer json(String method, String path, Map<String, ?> body, String... more) throws Exception {
      List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
      all.addAll(List.of(more));
      return send(method, path, MAPPER.writeValueAsString(body), all.toArray(String[]::new));
    }

    /** Sends a request to a path below the API. */
    Answer send(String method, String path, String body, String... more) throws Exception {
      List<String> all = new ArrayList<>(headers);
      all.addAll(List.of(more));
      Answer answer = site.send(method, API + path, all, body);
      site.document.check(method, path, body, answer);
      return answer;
    }
  }

  @Override
  public void close() {
    try {
      container.stop().now();
    } catch (Exception e) {
      throw new IllegalStateException("the container did not stop", e);
    }
    fixture.close();
  }
}

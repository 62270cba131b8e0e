package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Undertow on its own sets filters up at the first request only. */
final class UndertowLazyFilterTest {
  @Test
  void aFilterThatCannotStartDeniesEveryRequest() throws Exception {
    Container container = UndertowContainer.start(UndertowLazyFilterTest::register, false);
    try {
      URI uri = URI.create("http://127.0.0.1:" + container.port() + "/x");
      HttpClient client = HttpClient.newHttpClient();
      for (int attempt = 0; attempt < 3; attempt++) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
      }
    } finally {
      container.stop();
    }
  }

  private static void register(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("gate", new SallyportFilter());
    filter.setInitParameter("mode", "maybe");
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    context.addServlet("probe", new ProbeServlet()).addMapping("/x", "/error");
  }
}

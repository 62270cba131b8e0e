package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.ProbeServlet;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.UndertowContainer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Undertow on its own sets filters up at the first request only, and a login waits for one. */
final class UndertowLazyLoginTest {
  @Test
  void aFilterThatDeniesEveryLoginDeniesEveryRequest() throws Exception {
    Container container =
        UndertowContainer.start(context -> registerLogin(context, "/api/*"), false);
    try {
      assertThat(LoginStartupContract.logIn(container).statusCode()).isEqualTo(503);
    } finally {
      container.stop();
    }
  }

  @Test
  void aLoginWaitsForTheFirstFilter() throws Exception {
    Container container = UndertowContainer.start(context -> registerLogin(context, "/x"), false);
    try {
      assertThat(LoginStartupContract.logIn(container).statusCode()).isEqualTo(503);
      URI uri = URI.create("http://127.0.0.1:" + container.port() + "/x");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(LoginStartupContract.logIn(container).statusCode()).isEqualTo(401);
    } finally {
      container.stop();
    }
  }

  private static void registerLogin(ServletContext context, String pattern) {
    FilterRegistration.Dynamic filter = context.addFilter("api-keys", new SallyportFilter());
    filter.setInitParameter("store", "memory");
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, pattern);
    context.addServlet("log-in", new LoginServlet()).addMapping("/api/v1/auth/login/*");
    context.addServlet("probe", new ProbeServlet()).addMapping("/x", "/error");
  }
}

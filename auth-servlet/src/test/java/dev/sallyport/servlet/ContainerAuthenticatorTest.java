package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.internal.SallyportHolder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ContainerAuthenticatorTest {
  private final TestSallyport fixture = new TestSallyport();
  private Container container;

  @BeforeEach
  void start() throws Exception {
    container = JettyContainer.start(this::register);
  }

  @AfterEach
  void stop() throws Exception {
    container.stop();
    fixture.close();
  }

  private void register(ServletContext context) {
    context.setAttribute(SallyportHolder.ATTRIBUTE, fixture.sallyport);
    EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
    context.addFilter("mechanism", new Mechanism()).addMappingForUrlPatterns(requests, true, "/*");
    FilterRegistration.Dynamic filter = context.addFilter("sallyport", new SallyportFilter());
    filter.addMappingForUrlPatterns(requests, true, "/api/*");
    filter.setInitParameter("required-scopes", "GET /api/write chat:write");
    context.addServlet("hello", new HelloServlet()).addMapping("/*");
  }

  @Test
  void aKeyIsNeededOnlyWhereTheContainerOrAFilterSaysSo() throws Exception {
    assertThat(get("/x").statusCode()).isEqualTo(200);
    assertThat(get("/protected/x").statusCode()).isEqualTo(401);
    assertThat(get("/api/x").statusCode()).isEqualTo(401);
    assertThat(get("/x", "X-API-Key", "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void theFilterDoesNotAuthenticateAgain() throws Exception {
    Created key = fixture.create("chat:read");
    fixture.events.clear();

    assertThat(get("/api/x", "X-API-Key", key.token().reveal()).statusCode()).isEqualTo(200);

    assertThat(fixture.store.lookups()).isEqualTo(1);
    assertThat(fixture.events(Event.Authenticated.class)).hasSize(1);
  }

  @Test
  void theFilterChecksItsRulesForARequestThatOtherCodeHasAuthenticated() throws Exception {
    assertThat(get("/api/x", "Verified", "chat:read").statusCode()).isEqualTo(200);
    assertThat(get("/api/write", "Verified", "chat:read").statusCode()).isEqualTo(403);
    assertThat(get("/api/write", "Verified", "chat:*").statusCode()).isEqualTo(200);
    assertThat(fixture.store.lookups()).isZero();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  /** Stands for a container that calls a mechanism before all filters. */
  private static final class Mechanism implements Filter {
    @SuppressWarnings("NullAway.Init") // by init
    private ContainerAuthenticator authenticator;

    @Override
    public void init(FilterConfig config) throws ServletException {
      authenticator = ContainerAuthenticator.open("mechanism", config.getServletContext());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest asked = (HttpServletRequest) request;
      String verified = asked.getHeader("Verified");
      if (verified != null) {
        assertThat(authenticator.hasCredential(asked)).isFalse();
        authenticator.authenticate(
            asked, new ApiKeyPrincipal(TestSallyport.OWNER, UUID.randomUUID(), Set.of(verified)));
        chain.doFilter(request, response);
        return;
      }
      Optional<HttpServletRequest> admitted =
          authenticator.admit(
              asked,
              (HttpServletResponse) response,
              asked.getRequestURI().startsWith("/protected/"));
      if (admitted.isPresent()) {
        assertThat(ContainerAuthenticator.principalOf(asked).isPresent())
            .isEqualTo(admitted.get().getUserPrincipal() != null);
        chain.doFilter(admitted.get(), response);
      }
    }

    @Override
    public void destroy() {
      authenticator.close();
    }
  }
}

package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code WEB-INF/web.xml} with nothing but init-params is all it takes. */
public abstract class WebXmlContract {
  /** A container that runs the application of a directory. */
  public record Deployment(Container container, ServletContext context) {
    public Sallyport sallyport() {
      return (Sallyport) context.getAttribute("dev.sallyport.Sallyport");
    }

    /** Makes the owner of all tests, and a key of theirs. */
    public Created create() {
      OwnerRegistry owners = (OwnerRegistry) sallyport().owners();
      owners.insertAccount(new Account(TestSallyport.OWNER.accountId(), "", true));
      owners.insertUser(User.person(TestSallyport.OWNER).staff(true));
      return (Created) sallyport().keys().create(CreateKeyRequest.of(TestSallyport.OWNER, "a key"));
    }
  }

  /** Starts a kind of container. */
  public interface Deployer {
    Deployment deploy(Path directory) throws Exception;
  }

  private final Deployer deployer;
  @TempDir private Path directory;

  WebXmlContract(Deployer deployer) {
    this.deployer = deployer;
  }

  @Test
  final void guards() throws Exception {
    writeWebXml("required", "deny-requests");
    Deployment deployment = deployer.deploy(directory);
    try {
      Created created = deployment.create();

      assertThat(get(deployment, "/healthz", "bad").statusCode()).isEqualTo(200);
      assertThat(get(deployment, "/other", "bad").statusCode()).isEqualTo(401);
      assertThat(get(deployment, "/other", created.token().reveal()).statusCode()).isEqualTo(200);
    } finally {
      deployment.container().stop();
    }
    assertThat(deployment.context().getAttribute("dev.sallyport.Sallyport")).isNull();
  }

  @Test
  final void anInvalidSettingDeniesEveryRequest() throws Exception {
    writeWebXml("maybe", "deny-requests");
    Deployment deployment = deployer.deploy(directory);
    try {
      for (String path : List.of("/other", "/healthz", "/public/x")) {
        StartedApplication.assertNotStarted(get(deployment, path, "bad"));
      }
    } finally {
      deployment.container().stop();
    }
  }

  @Test
  final void anInvalidSettingPreventsTheStartIfConfigured() throws Exception {
    writeWebXml("maybe", "throw");

    Throwable thrown = catchThrowable(() -> deployer.deploy(directory));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isInstanceOf(ServletException.class)
                    .hasMessage(
                        "Invalid value 'maybe' for mode (init-param mode): expected optional or"
                            + " required."));
  }

  public static HttpResponse<String> get(Deployment deployment, String path, String token)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + deployment.container().port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Token " + token).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private void writeWebXml(String mode, String onStartFailure) throws Exception {
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(webXml, WEB_XML.formatted(mode, onStartFailure), UTF_8);
  }

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>sallyport</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>store</param-name>
            <param-value>memory</param-value>
          </init-param>
          <init-param>
            <param-name>mode</param-name>
            <param-value>%s</param-value>
          </init-param>
          <init-param>
            <param-name>on-start-failure</param-name>
            <param-value>%s</param-value>
          </init-param>
          <init-param>
            <param-name>exempt-paths</param-name>
            <param-value>
              /healthz
              /public/*
            </param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        <servlet>
          <servlet-name>probe</servlet-name>
          <servlet-class>dev.sallyport.servlet.ProbeServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>probe</servlet-name>
          <url-pattern>/</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}

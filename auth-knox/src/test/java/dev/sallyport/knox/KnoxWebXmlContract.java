package dev.sallyport.knox;

import static dev.sallyport.servlet.WebXmlContract.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.StartedApplication;
import dev.sallyport.servlet.TestSallyport;
import dev.sallyport.servlet.WebXmlContract.Deployer;
import dev.sallyport.servlet.WebXmlContract.Deployment;
import dev.sallyport.token.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servlets that {@code WEB-INF/web.xml} names take their settings from the filter. */
abstract class KnoxWebXmlContract {
  private final Deployer deployer;
  @TempDir private Path directory;

  KnoxWebXmlContract(Deployer deployer) {
    this.deployer = deployer;
  }

  @Test
  final void guardsAndTellsWhoIs() throws Exception {
    writeWebXml("required");
    Deployment deployment = deployer.deploy(directory);
    try {
      Created created = deployment.create();

      assertThat(get(deployment, "/api/v1/cli/whoami/", "bad").statusCode()).isEqualTo(401);
      assertThat(get(deployment, "/healthz", "bad").statusCode()).isEqualTo(200);
      assertThat(get(deployment, "/other", "bad").statusCode()).isEqualTo(401);
      assertThat(get(deployment, "/api/v1/cli/whoami", created.token().reveal()).body())
          .contains("\"environment\":\"beta\"", created.key().id().toString());
      logInAndOut(deployment, deployment.sallyport());
    } finally {
      deployment.container().stop();
    }
    assertThat(deployment.context().getAttribute("dev.sallyport.Sallyport")).isNull();
  }

  private static void logInAndOut(Deployment deployment, Sallyport sallyport) throws Exception {
    String password = UUID.randomUUID().toString();
    String username = TestSallyport.OWNER.userId();
    sallyport.ownerManager().setPassword(TestSallyport.OWNER, Secret.of(password));

    HttpResponse<String> login = post(deployment, "login", Site.basic(username, password));
    assertThat(login.statusCode()).isEqualTo(200);
    String token = "Token " + Site.tokenIn(login);
    String another =
        "Token " + Site.tokenIn(post(deployment, "login", Site.basic(username, password)));

    assertThat(post(deployment, "logout", token).statusCode()).isEqualTo(204);
    assertThat(post(deployment, "logout", token).statusCode()).isEqualTo(401);
    assertThat(post(deployment, "logoutall", another).statusCode()).isEqualTo(204);
    assertThat(post(deployment, "logoutall", another).statusCode()).isEqualTo(401);
  }

  @Test
  final void anInvalidSettingDeniesEveryRequest() throws Exception {
    writeWebXml("maybe");
    Deployment deployment = deployer.deploy(directory);
    try {
      for (String path : List.of("/other", "/healthz", "/api/v1/cli/whoami/", "/public/x")) {
        StartedApplication.assertNotStarted(get(deployment, path, "bad"));
      }
      StartedApplication.assertNotStarted(post(deployment, "login", Site.basic("u", "p")));
    } finally {
      deployment.container().stop();
    }
  }

  private static HttpResponse<String> post(Deployment deployment, String what, String authorization)
      throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + deployment.container().port() + "/api/v1/auth/" + what + "/");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .POST(BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private void writeWebXml(String mode) throws Exception {
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(webXml, WEB_XML.formatted(mode), UTF_8);
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
            <param-name>exempt-paths</param-name>
            <param-value>
              /healthz
              /public/*
              /api/v1/auth/login/*
            </param-value>
          </init-param>
          <init-param>
            <param-name>environment</param-name>
            <param-value>beta</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        <servlet>
          <servlet-name>whoami</servlet-name>
          <servlet-class>dev.sallyport.knox.WhoamiServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>whoami</servlet-name>
          <url-pattern>/api/v1/cli/whoami/*</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>log-in</servlet-name>
          <servlet-class>dev.sallyport.knox.LoginServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>log-in</servlet-name>
          <url-pattern>/api/v1/auth/login/*</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>log-out</servlet-name>
          <servlet-class>dev.sallyport.knox.LogoutServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>log-out</servlet-name>
          <url-pattern>/api/v1/auth/logout/*</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>log-out-all</servlet-name>
          <servlet-class>dev.sallyport.knox.LogoutAllServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>log-out-all</servlet-name>
          <url-pattern>/api/v1/auth/logoutall/*</url-pattern>
        </servlet-mapping>
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

package dev.sallyport.spring;

import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application with an empty database. */
final class App implements AutoCloseable {
  static final Owner ADA = Owner.of("ada");

  /** Auto-configurations of Hibernate, in Spring Boot 3 and 4. */
  static final String HIBERNATE =
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

  /** Property of an application with a persistence unit. */
  static final String WITH_HIBERNATE = "spring.autoconfigure.exclude=";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private App(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts an application with properties such as {@code sallyport.paths=/api/**}. */
  static App start(Class<?> config, String... properties) {
    return startOn(newUrl(), config, properties);
  }

  /** Starts an application with an argument, which has precedence over properties. */
  static App startWith(String argument, Class<?> config, String... properties) {
    return start(newUrl(), config, List.of(argument), properties);
  }

  static App startOn(String url, Class<?> config, String... properties) {
    return start(url, config, List.of(), properties);
  }

  private static String newUrl() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  private static App start(
      String url, Class<?> config, List<String> arguments, String... properties) {
    SpringApplication application = new SpringApplication(config);
    Map<String, Object> defaults = new HashMap<>();
    for (String it :
        List.of(
            "server.port=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn",
            "spring.jpa.open-in-view=false",
            "spring.data.jpa.repositories.enabled=false",
            "spring.autoconfigure.exclude=" + HIBERNATE,
            "spring.flyway.locations=classpath:app/migration",
            "sallyport.store=jdbc")) {
      put(it, defaults);
    }
    defaults.put("spring.datasource.url", url);
    Stream.of(properties).forEach(it -> put(it, defaults));
    application.setDefaultProperties(defaults);
    return new App(application.run(arguments.toArray(String[]::new)));
  }

  private static void put(String property, Map<String, Object> properties) {
    int equals = property.indexOf('=');
    properties.put(property.substring(0, equals), property.substring(equals + 1));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  /** Creates a key and returns its token. */
  String token(String... scopes) {
    return tokenOf(ADA, scopes);
  }

  String tokenOf(Owner owner, String... scopes) {
    return bean(ApiKeyManager.class)
                .create(CreateKeyRequest.of(owner, "test").scopes(List.of(scopes)))
            instanceof Created created
        ? created.token().reveal()
        : "denied";
  }

  URI uri(String path) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return URI.create("http://localhost:" + port + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request with a token. */
  HttpResponse<String> send(String method, String path, Token token) {
    return send(method, path, "Authorization", "Bearer " + token.text());
  }

  record Token(String text) {}

  @Override
  public void close() {
    context.close();
  }
}

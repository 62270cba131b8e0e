package dev.sallyport.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.AdminServlet;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Databases;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Percentiles;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Measures pages of the console over HTTP where the database has a hundred thousand keys: the time
 * from the request to the last byte of the page.
 */
public final class ConsolePages {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "databases", "postgresql,h2",
          "keys", "100000",
          "owners", "1000",
          "warmup", "100",
          "times", "300");
  private static final Owner ADMIN = new Owner("0000-0000-0000", "admin");
  private static final String PASSWORD = "many words in a row";
  private static final String ID_PREFIX = "00000000-0000-4000-8000-";

  /** Filled by statements: H2 takes too long to insert so many keys one after the other. */
  private static final List<String> FILL =
      List.of(
          "insert into sallyport_account (account_id, name, active) values ('0000-0000-0000', '',"
              + " true)",
          "insert into sallyport_user (account_id, user_id, kind, email, active, staff)"
              + " select '0000-0000-0000', 'user' || x, 'PERSON', '', true, true from %2$s",
          "insert into sallyport_key (id, lookup_id, digest, account_id, user_id, name, description,"
              + " scopes, tags, active, created_at, updated_at, expires_at, last_used_at, version,"
              + " token_prefix, networks, renewable, expiry_fixed)"
              + " select '"
              + ID_PREFIX
              + "' || lpad(cast(x as varchar), 12, '0'),"
              + " 'k' || lpad(cast(x as varchar), 11, '0'), 'sha512$', '0000-0000-0000',"
              + " 'user' || 1 + mod(x, %3$d), 'key ' || x, 'of a service', 'chat:write', 'prod',"
              + " mod(x, 10) <> 0, current_timestamp - x * interval '1' minute, current_timestamp,"
              + " case when mod(x, 50) = 0 then current_timestamp - interval '1' day"
              + " when mod(x, 3) = 0 then current_timestamp + x * interval '1' minute end,"
              + " case when mod(x, 5) <> 0 then current_timestamp - x * interval '1' second end,"
              + " 0, 'sp_', '', false, false from %1$s");

  private static final Pattern CSRF_TOKEN =
      Pattern.compile("name=\"csrf-token\" value=\"([\\w-]+)\"");

  private final Options options;
  private final Table table = new Table("database", "page", "median ms", "p99 ms", "worst ms");
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private ConsolePages(Options options) {
    this.options = options;
  }

  public static void main(String[] args) throws Exception {
    ConsolePages program = new ConsolePages(Options.parse(ConsolePages.class, DEFAULTS, args));
    for (String database : program.options.list("databases")) {
      program.measure(database);
    }
    program.report();
    System.exit(0);
  }

  private void measure(String database) throws Exception {
    try (Databases databases = Databases.start(database)) {
      Map<String, String> settings = new HashMap<>(databases.create("console"));
      settings.putAll(options.settings());
      try (Sallyport sallyport = SallyportInstances.open(settings)) {
        fill(database, settings);
        sallyport.ownerManager().createUser(User.person(ADMIN).staff(true), Secret.of(PASSWORD));
        URI console = start(sallyport);
        signIn(console);
        for (Map.Entry<String, String> page : pages().entrySet()) {
          measure(database, page.getKey(), console.resolve(page.getValue()));
        }
      }
    }
  }

  private void fill(String database, Map<String, String> settings) throws SQLException {
    String series = database.equals("h2") ? "system_range(1, %d) s" : "generate_series(1, %d) s(x)";
    try (Connection connection =
            DriverManager.getConnection(
                settings.getOrDefault("db-url", ""), settings.getOrDefault("db-user", ""), "");
        Statement statement = connection.createStatement()) {
      for (String sql : FILL) {
        statement.execute(
            sql.formatted(
                series.formatted(options.number("keys")),
                series.formatted(options.number("owners")),
                options.number("owners")));
      }
      statement.execute(database.equals("h2") ? "analyze" : "vacuum analyze");
    }
    Report.progress("filled");
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("first view of the list", "keys");
    pages.put("list, page 100", "keys?page=100");
    for (String sort : new String[] {"name", "owner", "-last-used", "expiry"}) {
      pages.put("list by " + sort, "keys?sort=" + sort);
    }
    pages.put("list of active keys", "keys?state=active");
    pages.put("list of expired keys", "keys?state=expired");
    pages.put("list of a user", "keys?user=user7");
    pages.put("search for a text", "keys?q=key+4711");
    pages.put("search for a scope", "keys?scope=chat:read");
    pages.put("a key", "keys/" + ID_PREFIX + "000000000007");
    pages.put("overview", "");
    pages.put("audit log", "audit");
    return pages;
  }

  /** Starts a server with the console, which stops with the JVM. */
  private static URI start(Sallyport sallyport) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServletContainerInitializer((classes, it) -> register(it, sallyport));
    server.setHandler(context);
    server.start();
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/admin/");
  }

  private static void register(ServletContext context, Sallyport sallyport) {
    Map<String, String> ofFilter = Map.of("exempt-paths", "/admin/*");
    FilterRegistration.Dynamic filter =
        context.addFilter("sallyport", SallyportFilters.of(sallyport, ofFilter));
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    ServletRegistration.Dynamic admin = context.addServlet("admin", new AdminServlet());
    admin.setInitParameters(
        Map.of("admin-sign-in", "directory", "admin-superusers", ADMIN.toString()));
    admin.addMapping("/admin/*");
  }

  private void signIn(URI console) throws IOException, InterruptedException {
    URI path = console.resolve("sign-in");
    Matcher token = CSRF_TOKEN.matcher(get(path).body());
    if (!token.find()) {
      throw new IllegalStateException("no form at " + path);
    }
    String body =
        "csrf-token=%s&username=admin&password=%s"
            .formatted(token.group(1), URLEncoder.encode(PASSWORD, UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    client.send(request, BodyHandlers.discarding());
  }

  private HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(page + " answered " + response.statusCode());
    }
    return response;
  }

  private void measure(String database, String name, URI page)
      throws IOException, InterruptedException {
    for (int i = 0; i < options.number("warmup"); i++) {
      get(page);
    }
    Percentiles times = new Percentiles();
    for (int i = 0; i < options.number("times"); i++) {
      long start = System.nanoTime();
      get(page);
      times.record(System.nanoTime() - start);
    }
    String median = "%,.1f".formatted(times.micros(50) / 1e3);
    String p99 = "%,.1f".formatted(times.micros(99) / 1e3);
    table.row(database, name, median, p99, "%,.1f".formatted(times.maxMicros() / 1e3));
    Report.progress("%s, %s: %s ms, p99 %s ms", database, name, median, p99);
  }

  private void report() {
    Report.head("Pages of the console", options, "sallyport", "hibernate", "h2", "postgresql");
    Report.note(
        "%s keys of %s owners, %s times each; client and server in one JVM",
        options.text("keys"), options.text("owners"), options.text("times"));
    Report.table(table);
  }
}

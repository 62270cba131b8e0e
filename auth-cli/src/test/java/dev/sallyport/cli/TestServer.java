package dev.sallyport.cli;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.AdminServlet;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Jetty server with the AdminServlet on a database, and a superuser in a separate account, which
 * queries of tests leave out.
 */
final class TestServer implements AutoCloseable {
  static final String ACCOUNT = "9999-9999-9999";
  static final String USERNAME = "root";

  private final Sallyport sallyport;
  private final Server server = new Server();
  private final Secret key;

  /** Starts a server on a database with tables. */
  TestServer(String databaseUrl) {
    this(databaseUrl, Map.of());
  }

  /** Starts a server whose filter has these settings. */
  TestServer(String databaseUrl, Map<String, String> ofFilter) {
    sallyport =
        Sallyport.open(
            Settings.resolve(
                Sallyport.settings(),
                List.of(
                    SettingSource.plain(
                        "test", Map.of("db-url", databaseUrl, "max-staleness", "0")))));
    try {
      key = createSuperuser("*");
      start(ofFilter);
    } catch (Exception e) {
      close();
      throw new IllegalStateException(e);
    }
  }

  private Secret createSuperuser(String scope) {
    Owner root = new Owner(ACCOUNT, USERNAME);
    sallyport.ownerManager().createAccount(new Account(ACCOUNT, "Operators", true));
    sallyport.ownerManager().createUser(User.person(root).staff(true));
    return create(root, scope);
  }

  private Secret create(Owner owner, String... scopes) {
    CreateKeyRequest request =
        CreateKeyRequest.of(owner, "for the command").scopes(List.of(scopes));
    return ((Created) sallyport.keys().create(request)).token();
  }

  private void start(Map<String, String> ofFilter) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/", false, false);
    Map<String, String> settings = new HashMap<>(ofFilter);
    settings.put("exempt-paths", "/admin/*");
    FilterHolder filter = new FilterHolder(SallyportFilters.of(sallyport, settings));
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    ServletHolder admin = new ServletHolder("admin", new AdminServlet());
    admin.setInitParameter("admin-superusers", USERNAME + "@" + ACCOUNT);
    context.addServlet(admin, "/admin/*");
    server.setHandler(context);
    server.start();
  }

  /** Returns the address of the AdminServlet. */
  String url() {
    return "http://127.0.0.1:"
        + ((ServerConnector) server.getConnectors()[0]).getLocalPort()
        + "/admin";
  }

  /** Returns the token of the superuser, which holds the scope {@code *}. */
  Secret key() {
    return key;
  }

  /** Creates a key for a user of the tests' account and returns its token. */
  Secret keyOf(String username, String... scopes) {
    return create(new Owner(TestDatabase.ACCOUNT, username), scopes);
  }

  /** Authenticates a token. */
  AuthenticationResult authenticate(String token) {
    return sallyport.authenticator().authenticate(Secret.of(token));
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    sallyport.close();
  }
}

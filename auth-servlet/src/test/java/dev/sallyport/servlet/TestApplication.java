package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One application with a differently set filter before each of its parts. */
public final class TestApplication implements Consumer<ServletContext> {
  private static final EnumSet<DispatcherType> EVERY = EnumSet.allOf(DispatcherType.class);
  private static final EnumSet<DispatcherType> REQUEST = EnumSet.of(DispatcherType.REQUEST);

  private final Sallyport sallyport;
  private final BiConsumer<TestApplication, ServletContext> more;

  /**
   * Creates it.
   *
   * @param more registers what is to be there too, with the methods of the application
   */
  TestApplication(Sallyport sallyport, BiConsumer<TestApplication, ServletContext> more) {
    this.sallyport = sallyport;
    this.more = more;
  }

  @Override
  public void accept(ServletContext context) {
    filter(context, "proxy", new ProxyFilter(), REQUEST, "/*");
    filter(context, "login", new HostLoginFilter(), REQUEST, "/*");
    guard(
        context, "required", Map.of(), EVERY, "/required/*", "/inner/*", "/error", "/api/v1/cli/*");
    filter(context, "committing", TestApplication::commit, REQUEST, "/committed/*");
    guard(context, "committed", Map.of(), REQUEST, "/committed/*");
    guard(context, "request-only", Map.of(), REQUEST, "/request-only/*");
    guard(context, "optional", Map.of("mode", "optional"), EVERY, "/optional/*");
    guard(context, "session", Map.of("accept-session", "true"), REQUEST, "/session/*");
    guard(
        context,
        "exempt",
        Map.of("exempt-paths", "/exempt/healthz, /exempt/public/*, *.css"),
        EVERY,
        "/exempt/*");
    guard(
        context,
        "token-only",
        Map.of("schemes", "Token", "api-key-header", "off"),
        REQUEST,
        "/token-only/*");
    guard(
        context,
        "bearer-only",
        Map.of("schemes", "Bearer", "api-key-header", "off"),
        REQUEST,
        "/bearer-only/*");
    guard(context, "header-only", Map.of("schemes", "off"), REQUEST, "/header-only/*");
    guard(
        context,
        "renamed",
        Map.of("schemes", "Baerer", "api-key-header", "X-Other", "realm", "a realm"),
        REQUEST,
        "/renamed/*");
    guard(
        context,
        "auth",
        Map.of("exempt-paths", "/api/v1/auth/login/*, /api/v1/auth/revoke/*"),
        REQUEST,
        "/api/v1/auth/*");
    guard(
        context,
        "rules",
        Map.of(
            "required-scopes",
            "* /rules/r/* chat:read, POST /rules/* chat:write",
            "exempt-paths",
            "*.css",
            "trusted-proxies",
            "10.0.0.0/8, ::1"),
        EVERY,
        "/rules/*");
    guard(
        context,
        "rules-inside",
        Map.of("required-scopes", "* /* admin:use"),
        REQUEST,
        "/rules/in/*");
    guard(
        context,
        "refusing",
        Map.of(
            "insecure-transport",
            "deny",
            "trusted-proxies",
            "10.0.0.0/8",
            "exempt-paths",
            "/refusing/login/*"),
        REQUEST,
        "/refusing/*");
    guard(context, "revoking", Map.of("insecure-transport", "revoke"), REQUEST, "/revoking/*");
    guard(context, "preflights", Map.of("preflight", "pass"), REQUEST, "/preflights/*");
    guard(context, "outer", Map.of("mode", "optional"), REQUEST, "/stacked/*");
    guard(context, "inner", Map.of(), REQUEST, "/stacked/admin/*");

    servlet(context, "probe", new ProbeServlet(), "/*");
    servlet(context, "holder", new HolderServlet(), "/optional/holder/*");
    servlet(context, "revoke", new RevokeServlet(), "/api/v1/auth/revoke/*");
    more.accept(this, context);
  }

  private static void commit(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.flushBuffer();
    chain.doFilter(request, response);
  }

  /** Registers a filter with these settings. */
  public void guard(
      ServletContext context,
      String name,
      Map<String, String> settings,
      EnumSet<DispatcherType> dispatchers,
      String... patterns) {
    filter(context, name, SallyportFilters.of(sallyport, settings), dispatchers, patterns);
  }

  private static void filter(
      ServletContext context,
      String name,
      Filter filter,
      EnumSet<DispatcherType> dispatchers,
      String... patterns) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(dispatchers, true, patterns);
  }

  /** Registers a servlet. */
  public static void servlet(
      ServletContext context, String name, Servlet servlet, String... patterns) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }
}

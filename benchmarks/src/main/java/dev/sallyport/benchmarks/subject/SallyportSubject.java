package dev.sallyport.benchmarks.subject;

import dev.sallyport.Sallyport;
import dev.sallyport.benchmarks.http.LightContext;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.micrometer.SallyportMetrics;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spi.OwnerRegistry.User;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Sallyport as an application configures it in code, over keys in memory. */
public final class SallyportSubject implements Subject {
  /** The owner of the key. */
  public static final Owner OWNER = Owner.of(USERNAME);

  private final ServletContext context = LightContext.create();
  private final Sallyport sallyport;
  private final SallyportFilter filter;
  private final Tokens tokens;
  private final UUID keyId;

  /** Creates a subject with default settings. */
  public SallyportSubject() {
    this(Map.of(), Map.of(), key -> key);
  }

  /** Creates a subject with meters in the registry of Prometheus, behind a composite one. */
  static SallyportSubject withMeters() {
    if (Metrics.globalRegistry.getRegistries().isEmpty()) {
      Metrics.addRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
    return new SallyportSubject(
        Map.of("event-listeners", SallyportMetrics.class.getName()), Map.of(), key -> key);
  }

  /**
   * Creates a subject.
   *
   * @param coreSettings settings of the core
   * @param filterSettings settings of the filter
   * @param edit changes the request that creates the key
   */
  public SallyportSubject(
      Map<String, String> coreSettings,
      Map<String, String> filterSettings,
      UnaryOperator<CreateKeyRequest> edit) {
    Map<String, String> values = new HashMap<>(coreSettings);
    values.put("store", "memory");
    sallyport =
        Sallyport.open(
            Settings.resolve(
                Sallyport.settings(), List.of(SettingSource.plain("argument", values))));
    sallyport.ownerManager().createUser(User.person(OWNER).staff(true));
    Created created =
        (Created) sallyport.keys().create(edit.apply(CreateKeyRequest.of(OWNER, "a key")));
    tokens = Tokens.around(created.token());
    keyId = created.key().id();
    filter = SallyportFilters.of(sallyport, filterSettings);
    try {
      filter.init(LightContext.filterConfig("sallyport", context, Map.of()));
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the Sallyport instance, for example to create resources. */
  public Sallyport sallyport() {
    return sallyport;
  }

  /** Returns the valid token and others. */
  Tokens tokens() {
    return tokens;
  }

  /** Returns the id of the valid key. */
  public UUID keyId() {
    return keyId;
  }

  @Override
  public void handle(ServletRequest request, ServletResponse response, FilterChain end)
      throws IOException, ServletException {
    filter.doFilter(request, response, end);
  }

  @Override
  public ServletContext context() {
    return context;
  }

  @Override
  public String authorization(Credential credential) {
    return tokens.authorization("Token", credential);
  }

  @Override
  public void close() {
    filter.destroy();
    sallyport.close();
  }
}

package dev.sallyport.benchmarks.subject;

import dev.sallyport.Sallyport;
import dev.sallyport.benchmarks.http.LightContext;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Sallyport as an application sets it up in code, over keys in memory. */
public final class SallyportGate implements Subject {
  /** Whose key it is. */
  public static final Owner OWNER = new Owner("3141-5926-5359", USERNAME);

  private final ServletContext context = LightContext.create();
  private final Sallyport sallyport;
  private final SallyportFilter filter;
  private final Tokens tokens;
  private final UUID keyId;

  /** With the settings' defaults. */
  public SallyportGate() {
    this(Map.of(), Map.of(), key -> key);
  }

  /**
   * With other settings than the defaults.
   *
   * @param ofGate settings of the core
   * @param ofFilter settings of the filter
   * @param edit what is special about the key
   */
  public SallyportGate(
      Map<String, String> ofGate, Map<String, String> ofFilter, UnaryOperator<CreateKeyRequest> edit) {
    Map<String, String> values = new HashMap<>(ofGate);
    values.put("store", "memory");
    sallyport =
        Sallyport.open(
            Settings.resolve(
                Sallyport.settings(), List.of(SettingSource.plain("argument", values))));
    sallyport.ownerManager().createAccount(new Account(OWNER.accountNumber(), "Universal", true));
    sallyport.ownerManager().createUser(new User(OWNER, "", true, true, null), Optional.empty());
    Created created = (Created) sallyport.keys().create(edit.apply(CreateKeyRequest.of(OWNER, "a key")));
    tokens = Tokens.around(created.token());
    keyId = created.key().id();
    filter = SallyportFilters.of(sallyport, ofFilter);
    try {
      filter.init(LightContext.filterConfig("sallyport", context, Map.of()));
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For what else a benchmark needs of it, such as resources. */
  public Sallyport sallyport() {
    return sallyport;
  }

  /** Which key the valid one is. */
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

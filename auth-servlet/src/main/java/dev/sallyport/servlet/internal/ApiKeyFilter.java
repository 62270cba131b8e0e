package dev.sallyport.servlet.internal;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElseGet;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.internal.validation.FilterOrderValidator;
import dev.sallyport.servlet.internal.validation.ServletMappingValidator;
import dev.sallyport.servlet.internal.validation.StartupChecks;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Implementation of {@link SallyportFilter}, which itself must load if a jar is missing. */
public final class ApiKeyFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);

  /** Attribute of the context with the lock of starts. */
  private static final String STARTS = "dev.sallyport.servlet.starts";

  private final @Nullable Sallyport given;
  private final Map<String, String> settingsInCode;
  private final HostComponents components;
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private @Nullable SallyportHolder holder;
  private @Nullable FilterAuthenticator authenticator;
  private @Nullable FilterConfig config;

  public ApiKeyFilter() {
    this.given = null;
    this.settingsInCode = Map.of();
    this.components = HostComponents.NONE;
  }

  public ApiKeyFilter(
      Sallyport sallyport, Map<String, String> settings, HostComponents components) {
    this.given = sallyport;
    this.settingsInCode = settings;
    this.components = components;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    synchronized (lockOf(config.getServletContext())) {
      start(config);
    }
  }

  /**
   * Returns the lock of the starts in an application, of which the first opens the instance for
   * all. Some containers start filters at their first requests, which may be parallel.
   */
  private static synchronized Object lockOf(ServletContext context) {
    Object lock = requireNonNullElseGet(context.getAttribute(STARTS), Object::new);
    context.setAttribute(STARTS, lock);
    return lock;
  }

  private void start(FilterConfig config) throws ServletException {
    this.config = config;
    try {
      SallyportHolder obtained = SallyportHolder.obtain(config, given, settingsInCode, components);
      holder = obtained;
      check(config, obtained);
      authenticator =
          new FilterAuthenticator(obtained.sallyport(), obtained.settings(), obtained.components());
      authenticator.register(config.getServletContext(), config.getFilterName());
      StartupChecks.nameMissingLog(config.getServletContext());
    } catch (SettingException | StoreException e) {
      destroy();
      throw new ServletException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      destroy();
      throw e;
    }
  }

  /** Runs the startup checks, which throw a {@link SettingException} to prevent the start. */
  private static void check(FilterConfig config, SallyportHolder obtained) {
    ServletMappingValidator.requireReachable(config, obtained.sallyport(), obtained.settings());
    FilterOrderValidator.requireFirst(config, obtained.settings());
    StartupChecks.run(config, obtained.settings());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FilterAuthenticator here = requireNonNull(authenticator, "init() must be called first");
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      warnOfDispatch(request);
    }
    var passing = here.admit((HttpServletRequest) request, (HttpServletResponse) response);
    if (passing != null) {
      here.logging(chain).doFilter(passing, response);
    }
  }

  /** Returns a chain that runs with the id of the key in the log, if a setting says so. */
  public FilterChain logging(FilterChain chain) {
    return requireNonNull(authenticator, "init() must be called first").logging(chain);
  }

  /** Returns the request to pass on; null if the response has been sent. */
  public @Nullable HttpServletRequest admit(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    return requireNonNull(authenticator, "init() must be called first").admit(request, response);
  }

  /**
   * Returns the request to pass on, for a container that knows whether the resource needs a user;
   * null if the response has been sent.
   */
  public @Nullable HttpServletRequest admit(
      HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    return requireNonNull(authenticator, "init() must be called first")
        .admit(request, response, isProtected);
  }

  /** Records that a request has been authenticated by other code. */
  public void authenticate(HttpServletRequest request, ApiKeyPrincipal principal) {
    requireNonNull(authenticator, "init() must be called first").accept(principal, request);
  }

  /** Returns whether a request has a credential, valid or not. */
  public boolean hasCredential(HttpServletRequest request) {
    return requireNonNull(authenticator, "init() must be called first")
        .evaluator()
        .hasCredential(request);
  }

  /** Returns whether a request has a credential, or needs a key. */
  public boolean isConcernedBy(HttpServletRequest request) {
    return requireNonNull(authenticator, "init() must be called first")
        .evaluator()
        .isConcernedBy(request);
  }

  /** Returns the principal of a request; null if no filter has authenticated it. */
  public static @Nullable ApiKeyPrincipal principalOf(HttpServletRequest request) {
    RequestAuthentication last = RequestAuthentication.of(request);
    Authentication authentication = last == null ? null : last.authentication();
    return authentication == null ? null : authentication.principal();
  }

  /** Warns at the first such dispatch, because no API returns the dispatchers of a filter. */
  private void warnOfDispatch(ServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    boolean isMisleading =
        type == DispatcherType.FORWARD
            || type == DispatcherType.INCLUDE
            || (type == DispatcherType.ASYNC && RequestAuthentication.of(request) == null);
    if (isMisleading && hasWarned.compareAndSet(false, true)) {
      log.warn(
          "The filter {} is mapped to the dispatcher {}, which does not protect a path: clients"
              + " reach it by REQUEST, and a request that a filter has checked is not checked again"
              + " where it is dispatched to. Map every path that needs a key to REQUEST.",
          requireNonNull(config, "init() must be called first").getFilterName(),
          type);
    }
  }

  @Override
  public void destroy() {
    if (authenticator != null && config != null) {
      authenticator.unregister(config.getServletContext());
      authenticator = null;
    }
    if (holder != null) {
      holder.close();
      holder = null;
    }
  }
}

package dev.sallyport.servlet.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guard that denies requests with 503 if the component that should decide about them has not
 * started.
 *
 * <p>Some containers log an exception of a filter's {@code init}, deploy the application anyway and
 * serve it without the filter. This class depends on the JDK and the Servlet API only, so that it
 * works if another jar is missing. Thread-safe.
 *
 * <pre>{@code
 * private final transient StartGuard guard = new StartGuard("The ReportServlet");
 *
 * if (guard.hasFilter(getServletContext(), request, response)) {
 *   serve(request, response);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class StartGuard {
  /** Name of the setting that selects the behavior; see {@link HttpSettings#ON_START_FAILURE}. */
  public static final String SETTING = "on-start-failure";

  /** Attribute of the servlet context with a started filter. */
  public static final String STARTED = "dev.sallyport.servlet.internal.FilterAuthenticator";

  /** Attribute of a request with the filters it has passed. */
  public static final String PASSED = "dev.sallyport.servlet.internal.RequestAuthentication";

  /**
   * Attribute of the servlet context if requests can be served without passing a filter that has
   * not started. Its failure is then thrown as if {@value #SETTING} were {@code throw}.
   */
  public static final String BYPASSED = "dev.sallyport.servlet.bypassed";

  private static final String RETRY_AFTER_SECONDS = "30";
  private static final byte[] PROBLEM =
      ("{\"type\":\"https://sallyport.dev/problems/not-started\",\"title\":\"Not started\","
              + "\"status\":503,\"detail\":\"The service has not started. Try again later.\"}")
          .getBytes(UTF_8);

  private final String name;
  private final AtomicBoolean isReported = new AtomicBoolean();

  /**
   * Creates a guard.
   *
   * @param name the name of the guarded component at the start of log messages, such as "The filter
   *     api"
   */
  public StartGuard(String name) {
    this.name = name;
  }

  /** A start that may need missing classes. */
  @FunctionalInterface
  public interface Start {
    /** Starts the component. */
    void run() throws ServletException;
  }

  /**
   * Runs a start. If it fails for any reason, the reason is logged at ERROR.
   *
   * @param start the start
   * @param context the servlet context, whose init-parameters are read
   * @param valuesOfSetting the values of {@value #SETTING} in code and as init-param, weakest
   *     first; null for absent values
   * @throws ServletException if the start fails, and the setting is {@code throw} or the context
   *     has the attribute {@link #BYPASSED}; nothing is logged then. Not thrown on GlassFish and
   *     Payara, which serve an application without the filters that threw
   */
  public void start(Start start, ServletContext context, @Nullable String... valuesOfSetting)
      throws ServletException {
    try {
      start.run();
    } catch (
        Throwable
            failure) { // including Error: a missing jar must not leave the application unprotected
      if (isToThrow(context, valuesOfSetting)) {
        throw failure instanceof ServletException known
            ? known
            : new ServletException(reason(failure), failure);
      }
      reportStart(failure, context);
    }
  }

  /**
   * Runs a start whose failure is never thrown.
   *
   * @return false if it fails for any reason, which is logged at ERROR
   */
  public boolean attempt(Start start, ServletContext context) {
    try {
      start.run();
      return true;
    } catch (Throwable failure) { // including Error, as above
      reportStart(failure, context);
      return false;
    }
  }

  private void reportStart(Throwable failure, ServletContext context) {
    report(name + " has not started and answers requests with 503: ", failure, context);
  }

  /**
   * Returns whether a {@link SallyportFilter} of the application has started, without which the
   * calling servlet cannot decide about requests. If none has started, the response is sent.
   */
  public boolean hasFilter(
      ServletContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (context.getAttribute(STARTED) != null || request.getAttribute(PASSED) != null) {
      return true;
    }
    if (isReported.compareAndSet(false, true)) {
      String reason =
          "no SallyportFilter of this web application has started. Register one, or see why it has"
              + " not started; where the container starts filters late, map it to the path of this"
              + " servlet too.";
      report(name + " answers requests with 503: ", new ServletException(reason), context);
    }
    deny(request, response);
    return false;
  }

  /** Sends a 503 response that does not contain the reason. */
  public static void deny(ServletRequest request, ServletResponse response) throws IOException {
    if (!(request instanceof HttpServletRequest asked)
        || !(response instanceof HttpServletResponse answer)
        || request.getDispatcherType() == DispatcherType.INCLUDE
        || response.isCommitted()) {
      return; // no response is possible, and the request is not passed on
    }
    answer.resetBuffer();
    answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    answer.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    answer.setHeader("Cache-Control", "no-store");
    ResponseBody.send("application/problem+json", PROBLEM, asked, answer);
  }

  private static boolean isToThrow(ServletContext context, @Nullable String... values) {
    try {
      List<@Nullable String> all = new ArrayList<>(Arrays.asList(values));
      all.add(context.getInitParameter("sallyport." + SETTING));
      all.add(System.getProperty("sallyport." + SETTING));
      all.add(System.getenv("SALLYPORT_ON_START_FAILURE"));
      boolean isWanted =
          context.getAttribute(BYPASSED) != null || isToThrow(all.toArray(String[]::new));
      return isWanted && !isServedWithoutFailedFilters(context);
    } catch (Throwable unreadable) {
      return false;
    }
  }

  /** Returns whether the container is GlassFish, or Payara, whose classes have the same names. */
  private static boolean isServedWithoutFailedFilters(ServletContext context) {
    ClassLoader loader = context.getClassLoader();
    return loader != null && loader.getClass().getName().startsWith("org.glassfish.");
  }

  /** Evaluates the setting like all other settings, but without the classes that read those. */
  static boolean isToThrow(@Nullable String... weakestFirst) {
    boolean isToThrow = false;
    for (String value : weakestFirst) {
      String word = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
      if (word.equals("throw")) {
        isToThrow = true;
      } else if (word.equals("deny-requests")) {
        isToThrow = false;
      } else if (!word.isEmpty()) {
        return false;
      }
    }
    return isToThrow;
  }

  private static String reason(Throwable failure) {
    if (failure instanceof ServletException known && known.getMessage() != null) {
      return known.getMessage();
    }
    return failure
        + (failure instanceof LinkageError
            ? " (a jar is missing, or does not fit the others)"
            : "");
  }

  private static void report(String beginning, Throwable failure, ServletContext context) {
    try {
      String sentence = beginning + reason(failure);
      if (!isLogged(sentence, failure)) {
        context.log(sentence, failure);
      }
    } catch (Throwable again) {
      // a failing log, or too little memory for it, must not affect responses
    }
  }

  /** Returns false if the application's logging is missing or has no output. */
  private static boolean isLogged(String sentence, Throwable failure) {
    try {
      Logger log = LoggerFactory.getLogger(StartGuard.class);
      if (failure instanceof ServletException) {
        log.error(sentence);
        log.debug("The cause of the failed start", failure);
      } else {
        log.error(sentence, failure);
      }
      return log.isErrorEnabled();
    } catch (LinkageError | RuntimeException e) {
      return false;
    }
  }
}

package dev.sallyport.benchmarks.http;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Minimal servlet context for starting filters. It is not used while requests are processed. */
public final class LightContext {
  private LightContext() {}

  /** Creates a context without init-params and registrations that stores attributes. */
  public static ServletContext create() {
    Map<String, Object> attributes = new ConcurrentHashMap<>();
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getAttribute" -> attributes.get((String) args[0]);
                  case "setAttribute" -> attributes.put((String) args[0], args[1]);
                  case "removeAttribute" -> attributes.remove((String) args[0]);
                  case "getContextPath" -> "";
                  case "getClassLoader" -> LightContext.class.getClassLoader();
                  case "getServletRegistrations", "getFilterRegistrations" -> Map.of();
                  case "getAttributeNames", "getInitParameterNames" ->
                      Collections.emptyEnumeration();
                  case "getInitParameter", "getFilterRegistration", "getServletRegistration" ->
                      null;
                  case "getResourceAsStream", "log" -> null; // no web.xml, no log
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == args[0];
                  case "toString" -> "benchmark context";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** Returns the configuration for starting a filter. */
  public static FilterConfig filterConfig(
      String name, ServletContext context, Map<String, String> initParams) {
    return new Config(name, context, Map.copyOf(initParams));
  }

  private record Config(String name, ServletContext context, Map<String, String> initParams)
      implements FilterConfig {
    @Override
    public String getFilterName() {
      return name;
    }

    @Override
    public ServletContext getServletContext() {
      return context;
    }

    @Override
    public @Nullable String getInitParameter(String parameter) {
      return initParams.get(parameter);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(initParams.keySet());
    }
  }
}

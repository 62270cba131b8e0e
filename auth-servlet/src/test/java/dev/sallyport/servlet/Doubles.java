package dev.sallyport.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.PushBuilder;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Just as much of the Servlet API as a test without a container needs. */
public final class Doubles {
  private Doubles() {}

  /** A GET of a path with some header lines, name to values. */
  public static HttpServletRequest request(String path, Map<String, List<String>> headers) {
    return request(path, headers, Map.of());
  }

  /** A request that keeps its attributes in a map. */
  public static HttpServletRequest request(
      String path, Map<String, List<String>> headers, Map<String, Object> attributes) {
    return of(
        HttpServletRequest.class,
        (method, first) ->
            switch (method) {
              case "getMethod" -> "GET";
              case "getServletPath" -> path;
              case "getDispatcherType" -> DispatcherType.REQUEST;
              case "getAttribute" -> attributes.get((String) first);
              case "newPushBuilder" -> of(PushBuilder.class, (call, name) -> null);
              case "getHeaders" ->
                  Collections.enumeration(headers.getOrDefault((String) first, List.of()));
              default -> null;
            },
        attributes);
  }

  public static HttpServletResponse response() {
    return of(HttpServletResponse.class, (method, first) -> null);
  }

  public static FilterConfig filterConfig(
      String name, ServletContext context, Map<String, String> initParams) {
    return of(
        FilterConfig.class,
        (method, first) ->
            switch (method) {
              case "getFilterName" -> name;
              case "getServletContext" -> context;
              case "getInitParameterNames" -> Collections.enumeration(initParams.keySet());
              case "getInitParameter" -> initParams.get((String) first);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  /** A context that keeps its attributes in a map. */
  public static ServletContext servletContext(
      Map<String, String> initParams, Map<String, Object> attributes) {
    return of(
        ServletContext.class,
        (method, first) ->
            switch (method) {
              case "getInitParameterNames" -> Collections.enumeration(initParams.keySet());
              case "getInitParameter" -> initParams.get((String) first);
              case "getAttribute" -> attributes.get((String) first);
              case "removeAttribute" -> attributes.remove((String) first);
              default -> throw new UnsupportedOperationException(method);
            },
        attributes);
  }

  private static <T> T of(
      Class<T> type, BiFunction<String, @Nullable Object, @Nullable Object> answers) {
    return of(type, answers, Map.of());
  }

  private static <T> T of(
      Class<T> type,
      BiFunction<String, @Nullable Object, @Nullable Object> answers,
      Map<String, Object> attributes) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getName().equals("setAttribute")) {
                return attributes.put((String) args[0], args[1]);
              }
              return answers.apply(method.getName(), args == null ? null : args[0]);
            }));
  }
}

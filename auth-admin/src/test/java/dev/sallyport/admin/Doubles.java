package dev.sallyport.admin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Proxies of stores that intercept calls. */
final class Doubles {
  private Doubles() {}

  /** Interceptor of a call. */
  @FunctionalInterface
  interface Around {
    @Nullable Object call(String method, Callable<@Nullable Object> work) throws Exception;
  }

  static <T> T of(Class<T> type, T real, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                around.call(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                      }
                    })));
  }
}

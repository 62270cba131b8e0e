package dev.sallyport.example.jetty;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Handler of the signals INT and TERM that stops the server gracefully. A shutdown hook is not
 * sufficient: hooks run concurrently, and H2's hook would close the database before the last uses
 * are stored.
 *
 * <p>Uses reflection, since the compiler warns of {@code sun.misc.Signal}.
 */
final class StopSignals {
  private StopSignals() {}

  /** Registers work to run before the JVM exits; does nothing if signals are not supported. */
  static void onStop(Runnable work) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(work, arguments);
          }
          new Thread(() -> stop(work), "stop").start();
          return null;
        };
    for (String name : List.of("INT", "TERM")) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object proxy =
            Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
        signal
            .getMethod("handle", signal, handlerType)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      } catch (ReflectiveOperationException | IllegalArgumentException unknownHere) {
        return; // the shutdown hook of Jetty still stops the server
      }
    }
  }

  private static void stop(Runnable work) {
    try {
      work.run();
    } finally {
      System.exit(0);
    }
  }
}

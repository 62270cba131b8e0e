package dev.sallyport.example.jetty;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Stops the server in good order at Ctrl-C. A shutdown hook of our own would be no use: hooks run
 * all at once, and H2's would close the database before the last uses are in it.
 *
 * <p>{@code sun.misc.Signal} is in every JDK, but the compiler warns of it; hence reflection.
 */
final class StopSignals {
  private StopSignals() {}

  /** Runs the work and ends the JVM when it is asked to end; does nothing where it cannot. */
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

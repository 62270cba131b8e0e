package dev.sallyport.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.Map;

/**
 * Methods of records. {@code ObjectMethods} of JDK 17 keeps the type of the record whose {@code
 * equals}, {@code hashCode} or {@code toString} was linked last, and of its last component, and
 * with them the class loader of an undeployed web application. JDK 18 does not (JDK-8078641).
 */
public final class RecordMethods {
  private static final int WITHOUT_LEAK = 18;

  private static final Map<String, MethodType> METHODS =
      Map.of(
          "equals", MethodType.methodType(boolean.class, String.class, Object.class),
          "hashCode", MethodType.methodType(int.class, String.class),
          "toString", MethodType.methodType(String.class, String.class));

  private RecordMethods() {}

  /** Has the JDK keep a type of its own instead. The application links what it calls again. */
  public static void release() {
    if (Runtime.version().feature() >= WITHOUT_LEAK) {
      return;
    }
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle component = MethodHandles.identity(String.class);
    METHODS.forEach(
        (name, type) -> {
          try {
            ObjectMethods.bootstrap(lookup, name, type, String.class, "component", component);
          } catch (Throwable e) {
            throw new IllegalStateException("ObjectMethods does not link " + name, e);
          }
        });
  }
}

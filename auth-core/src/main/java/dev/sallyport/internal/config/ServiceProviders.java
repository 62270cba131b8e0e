package dev.sallyport.internal.config;

import java.util.List;
import java.util.ServiceLoader;

/** Service providers on the class path. */
final class ServiceProviders {
  private ServiceProviders() {}

  /** Creates all providers of a type, visible to the class loader of the type. */
  static <T> List<T> load(Class<T> type) {
    return ServiceLoader.load(type, type.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}

package dev.sallyport.internal.config;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Suggestion;
import dev.sallyport.key.AccountIdFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/** Service providers on the class path. */
final class ServiceProviders {
  private ServiceProviders() {}

  /** Creates all providers of a type, visible to the class loader of the type. */
  static <T> List<T> load(Class<T> type) {
    return ServiceLoader.load(type, type.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Returns the provider with a name.
   *
   * @param kind what it provides, for the message
   * @param remedy what to do if there is none, for the message
   * @throws SettingException if there is none
   */
  static <P> P named(
      String name, List<P> providers, Function<P, String> nameOf, String kind, String remedy) {
    List<String> names = providers.stream().map(nameOf).toList();
    if (!names.contains(name)) {
      throw new SettingException(
          "Unknown %s '%s': the class path contains %s; %s.%s"
              .formatted(
                  kind,
                  name,
                  names.isEmpty() ? "none" : "only " + String.join(", ", names),
                  remedy,
                  Suggestion.question(name, names)));
    }
    return providers.get(names.indexOf(name));
  }

  /** Returns the forms of account ids by name, with the one that accepts all. */
  static Map<String, AccountIdFormat> accountIdFormats() {
    return Stream.concat(Stream.of(AccountIdFormat.ANY), load(AccountIdFormat.class).stream())
        .collect(toMap(AccountIdFormat::name, Function.identity(), (first, same) -> first));
  }
}

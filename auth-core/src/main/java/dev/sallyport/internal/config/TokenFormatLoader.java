package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.spi.TokenFormatProvider;
import dev.sallyport.token.TokenFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the token formats on the class path, and creates those that the settings name. */
public final class TokenFormatLoader {
  /** The name of the format that needs no provider. */
  public static final String SALLYPORT = "sallyport";

  private TokenFormatLoader() {}

  static List<TokenFormatProvider> providers() {
    return ServiceProviders.load(TokenFormatProvider.class);
  }

  /** Returns the names of all formats, the built-in one first. */
  static List<String> names() {
    return Stream.concat(
            Stream.of(SALLYPORT), providers().stream().map(TokenFormatProvider::name).sorted())
        .toList();
  }

  /** Returns the settings that choose the formats, and those of the formats. */
  public static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.TOKEN_FORMATS, CoreSettings.TOKEN_PREFIX),
            settingsOfProviders().stream())
        .toList();
  }

  static List<Setting<?>> settingsOfProviders() {
    return providers().stream()
        .<Setting<?>>flatMap(provider -> provider.settings().stream())
        .toList();
  }

  static TokenFormat create(String name, Settings settings) {
    if (name.equals(SALLYPORT)) {
      return TokenFormat.sallyport(settings.get(CoreSettings.TOKEN_PREFIX));
    }
    return providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow() // the setting accepts no other names
        .create(settings);
  }

  /**
   * Checks that formats have different names, and that no setting of a format is given that is not
   * chosen.
   *
   * @throws SettingException if not
   */
  static void validate(Settings settings) {
    List<String> names = names();
    if (Set.copyOf(names).size() < names.size()) {
      throw new SettingException(
          "Several token formats on the class path have the same name: %s. Remove one of them."
              .formatted(String.join(", ", names)));
    }
    List<String> chosen = settings.get(CoreSettings.TOKEN_FORMATS);
    if (!chosen.contains(SALLYPORT)) {
      requireUnset(SALLYPORT, List.of(CoreSettings.TOKEN_PREFIX), settings);
    }
    providers().stream()
        .filter(provider -> !chosen.contains(provider.name()))
        .forEach(provider -> requireUnset(provider.name(), provider.settings(), settings));
  }

  private static void requireUnset(String name, List<Setting<?>> ofFormat, Settings settings) {
    settings.requireUnset(ofFormat, "without " + name + " in token-formats");
  }
}

package dev.sallyport.servlet.internal;

import dev.sallyport.config.ExtensionLoader;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.problem.DenialResponder;
import java.util.List;
import java.util.Optional;

/**
 * What the host gives a filter in code, instead of settings.
 *
 * @param extractor finds tokens; empty for the standard one
 * @param responder writes responses; empty for the standard one
 * @param settings all settings, resolved by the host; empty to read them from their sources
 */
public record HostComponents(
    Optional<CredentialExtractor> extractor,
    Optional<DenialResponder> responder,
    Optional<Settings> settings) {
  static final HostComponents NONE =
      new HostComponents(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String IN_CODE = "because the application sets this part in code: remove it";
  private static final String BESIDE_EXTRACTOR = "beside credential-extractor: remove it";

  /**
   * Returns these components and those that settings name.
   *
   * @throws SettingException if a named class cannot be used, or a setting has no effect
   */
  HostComponents with(Settings settings) {
    Optional<CredentialExtractor> named =
        named(HttpSettings.CREDENTIAL_EXTRACTOR, CredentialExtractor.class, extractor, settings);
    if (named.isEmpty()) {
      HttpSettings.requireCredentialLocation(settings);
    } else if (extractor.isEmpty()) {
      settings.requireUnset(
          List.of(HttpSettings.API_KEY_HEADER),
          HttpSettings.CREDENTIAL_EXTRACTOR,
          BESIDE_EXTRACTOR);
    } else {
      settings.requireUnset(List.of(HttpSettings.API_KEY_HEADER), null, IN_CODE);
    }
    return new HostComponents(
        named,
        named(HttpSettings.DENIAL_RESPONDER, DenialResponder.class, responder, settings),
        this.settings);
  }

  private static <T> Optional<T> named(
      Setting<String> setting, Class<T> type, Optional<T> inCode, Settings settings) {
    if (inCode.isPresent()) {
      settings.requireUnset(List.of(setting), null, IN_CODE);
      return inCode;
    }
    return ExtensionLoader.create(settings, setting, type);
  }
}

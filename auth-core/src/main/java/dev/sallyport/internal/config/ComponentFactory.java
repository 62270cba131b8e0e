package dev.sallyport.internal.config;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.config.ExtensionLoader;
import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.change.RenewalPolicy;
import dev.sallyport.internal.config.CoreSettings.DigestKind;
import dev.sallyport.internal.management.KeyLifecycle;
import dev.sallyport.internal.management.KeyLimit;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Factory of the components of a Sallyport instance that settings describe. */
public record ComponentFactory(Settings settings) {
  /** Returns the settings of the core, in the order in which to explain them. */
  public static List<Setting<?>> settingsOfCore() {
    List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
    all.addAll(TokenFormatLoader.settingsOfProviders());
    all.addAll(KeyLifecycleSettings.all());
    all.addAll(AccessSettings.all());
    return all;
  }

  /** Returns all settings of the core and of the stores and clusters on the class path. */
  public static List<Setting<?>> allSettings() {
    return AllSettings.LIST;
  }

  /** Loaded once, because a start asks for them several times. */
  private static final class AllSettings {
    static final List<Setting<?>> LIST = list();

    private static List<Setting<?>> list() {
      Map<String, Setting<?>> all = new LinkedHashMap<>(); // stores of databases share theirs
      putAll(settingsOfCore(), all);
      BackendLoader.providers().forEach(provider -> putAll(provider.settings(), all));
      ClusterLoader.providers().forEach(provider -> putAll(provider.settings(), all));
      return List.copyOf(all.values());
    }

    private static void putAll(List<Setting<?>> settings, Map<String, Setting<?>> all) {
      settings.forEach(it -> all.putIfAbsent(it.name(), it));
    }
  }

  public TokenFormat format() {
    return TokenFormat.firstOf(
        settings.get(CoreSettings.TOKEN_FORMATS).stream()
            .map(name -> TokenFormatLoader.create(name, settings))
            .toList());
  }

  public Digester digester() {
    Digester argon2id = Digester.argon2id(argon2Profile());
    Digester sha512 = Digester.sha512();
    return Digester.firstOf(
        settings.get(CoreSettings.DIGEST) == DigestKind.ARGON2ID
            ? List.of(argon2id, sha512)
            : List.of(sha512, argon2id));
  }

  /** The bounds of the settings are such that every combination is a profile. */
  private Argon2Profile argon2Profile() {
    return new Argon2Profile(
        settings.get(CoreSettings.ARGON2_MEMORY_KIB),
        settings.get(CoreSettings.ARGON2_ITERATIONS),
        settings.get(CoreSettings.ARGON2_PARALLELISM));
  }

  /**
   * Returns the rules of lifetimes.
   *
   * @param ofHost maximum lifetime that replaces the settings; null for theirs
   */
  public KeyLifecycle lifecycle(@Nullable MaxLifetime ofHost) {
    RenewalPolicy renewal =
        settings.get(KeyLifecycleSettings.AUTO_REFRESH)
            ? new RenewalPolicy(
                unlessZero(settings.get(KeyLifecycleSettings.AUTO_REFRESH_MAX_TTL)),
                settings.get(KeyLifecycleSettings.MIN_REFRESH_INTERVAL))
            : null;
    int days = settings.get(KeyLifecycleSettings.MAX_LIFETIME_DAYS);
    MaxLifetime maximum =
        days == 0
            ? null
            : new MaxLifetime(
                Duration.ofDays(days), settings.get(KeyLifecycleSettings.LIFETIME_POLICY));
    int keys = settings.get(KeyLifecycleSettings.TOKEN_LIMIT_PER_USER);
    KeyLimit limit =
        keys == 0
            ? null
            : new KeyLimit(keys, settings.get(KeyLifecycleSettings.TOKEN_LIMIT_POLICY));
    return new KeyLifecycle(
        unlessZero(settings.get(KeyLifecycleSettings.TOKEN_TTL)),
        renewal,
        ofHost == null ? maximum : ofHost,
        limit);
  }

  public List<EventListener> listeners() {
    return ExtensionLoader.createAll(
        settings, KeyLifecycleSettings.EVENT_LISTENERS, EventListener.class);
  }

  public List<AccessPolicy> policies() {
    return ExtensionLoader.createAll(settings, AccessSettings.ACCESS_POLICIES, AccessPolicy.class);
  }

  public List<ResourceResolver> resolvers() {
    List<ResourceResolver> resolvers = new ArrayList<>(settings.get(AccessSettings.RESOURCES));
    ExtensionLoader.create(settings, AccessSettings.RESOURCE_RESOLVER, ResourceResolver.class)
        .ifPresent(resolvers::add);
    return resolvers;
  }

  public Optional<ResourceDirectory> resources() {
    return ExtensionLoader.create(
        settings, AccessSettings.RESOURCE_DIRECTORY, ResourceDirectory.class);
  }

  private static @Nullable Duration unlessZero(Duration duration) {
    return duration.isZero() ? null : duration;
  }
}

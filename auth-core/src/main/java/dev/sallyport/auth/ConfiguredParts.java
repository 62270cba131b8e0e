package dev.sallyport.auth;

import dev.sallyport.auth.CoreSettings.DigestKind;
import dev.sallyport.auth.CoreSettings.FormatName;
import dev.sallyport.auth.spi.AccessPolicy;
import dev.sallyport.auth.spi.EventListener;
import dev.sallyport.auth.spi.ResourceDirectory;
import dev.sallyport.auth.spi.ResourceResolver;
import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.Argon2Profile;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a gate that settings describe. */
record ConfiguredParts(Settings settings) {
  /** All settings that describe some, in the order in which to explain them. */
  static List<Setting<?>> settingsOfCore() {
    List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
    all.addAll(LifeSettings.all());
    all.addAll(RuleSettings.all());
    return all;
  }

  /** Returns all settings of the core and of the stores and clusters on the class path. */
  static List<Setting<?>> allSettings() {
    List<Setting<?>> all = new ArrayList<>(settingsOfCore());
    Backends.providers().forEach(provider -> all.addAll(provider.settings()));
    Fleets.providers().forEach(provider -> all.addAll(provider.settings()));
    return all;
  }

  TokenFormat format() {
    return TokenFormat.firstOf(
        settings.get(CoreSettings.TOKEN_FORMATS).stream().map(this::format).toList());
  }

  private TokenFormat format(FormatName name) {
    return switch (name) {
      case SALLYPORT -> TokenFormat.sallyport(settings.get(CoreSettings.TOKEN_PREFIX));
      case KNOX -> TokenFormat.knox(settings.get(CoreSettings.KNOX_PREFIX));
    };
  }

  Digester digester() {
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

  @Nullable Duration tokenTtl() {
    return unlessZero(settings.get(LifeSettings.TOKEN_TTL));
  }

  @Nullable Renewal renewal() {
    return settings.get(LifeSettings.AUTO_REFRESH)
        ? new Renewal(
            unlessZero(settings.get(LifeSettings.AUTO_REFRESH_MAX_TTL)),
            settings.get(LifeSettings.MIN_REFRESH_INTERVAL))
        : null;
  }

  @Nullable MaxLifetime maxLifetime() {
    int days = settings.get(LifeSettings.MAX_LIFETIME_DAYS);
    return days == 0
        ? null
        : new MaxLifetime(Duration.ofDays(days), settings.get(LifeSettings.LIFETIME_POLICY));
  }

  @Nullable KeyLimit keyLimit() {
    int keys = settings.get(LifeSettings.TOKEN_LIMIT_PER_USER);
    return keys == 0 ? null : new KeyLimit(keys, settings.get(LifeSettings.TOKEN_LIMIT_POLICY));
  }

  List<EventListener> listeners() {
    return settings.get(LifeSettings.EVENT_LISTENERS).stream()
        .map(name -> HostClass.make(LifeSettings.EVENT_LISTENERS, name, EventListener.class))
        .toList();
  }

  List<AccessPolicy> policies() {
    return settings.get(RuleSettings.ACCESS_POLICIES).stream()
        .map(name -> HostClass.make(RuleSettings.ACCESS_POLICIES, name, AccessPolicy.class))
        .toList();
  }

  List<ResourceResolver> resolvers() {
    List<ResourceResolver> resolvers = new ArrayList<>(settings.get(RuleSettings.RESOURCES));
    of(RuleSettings.RESOURCE_RESOLVER, ResourceResolver.class).ifPresent(resolvers::add);
    return resolvers;
  }

  Optional<ResourceDirectory> resources() {
    return of(RuleSettings.RESOURCE_DIRECTORY, ResourceDirectory.class);
  }

  private <T> Optional<T> of(Setting<String> setting, Class<T> type) {
    String className = settings.get(setting);
    return className.isEmpty()
        ? Optional.empty()
        : Optional.of(HostClass.make(setting, className, type));
  }

  private static @Nullable Duration unlessZero(Duration duration) {
    return duration.isZero() ? null : duration;
  }
}

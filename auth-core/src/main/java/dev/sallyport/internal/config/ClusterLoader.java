package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.Suggestion;
import dev.sallyport.internal.change.StandaloneCluster;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.ClusterProvider;
import java.util.List;
import java.util.stream.Stream;

/** Loader of clusters: finds them on the class path and joins the one named by the settings. */
public final class ClusterLoader {
  private ClusterLoader() {}

  static List<ClusterProvider> providers() {
    return ServiceProviders.load(ClusterProvider.class);
  }

  /** Returns the settings that choose and configure a cluster. */
  public static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.CLUSTER),
            providers().stream().flatMap(provider -> provider.settings().stream()))
        .toList();
  }

  /**
   * Joins the cluster named by the settings.
   *
   * @throws SettingException if there is none, or a setting is invalid
   */
  public static Cluster join(Settings settings) {
    String name = settings.get(CoreSettings.CLUSTER);
    List<ClusterProvider> providers = providers();
    ClusterProvider provider =
        name.isEmpty()
            ? null
            : providers.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noSuchCluster(name, providers));
    providers.stream()
        .filter(it -> !it.name().equals(name))
        .forEach(
            it ->
                settings.requireUnset(
                    it.settings(),
                    "without cluster=%s: remove it, or set that too".formatted(it.name())));
    return provider == null ? new StandaloneCluster() : provider.join(settings);
  }

  private static SettingException noSuchCluster(String name, List<ClusterProvider> providers) {
    List<String> names = providers.stream().map(ClusterProvider::name).toList();
    return new SettingException(
        "Unknown cluster '%s': the class path contains %s; for redis, add the dependency"
                .formatted(name, names.isEmpty() ? "none" : "only " + String.join(", ", names))
            + " dev.sallyport:sallyport-redis."
            + Suggestion.question(name, names));
  }
}

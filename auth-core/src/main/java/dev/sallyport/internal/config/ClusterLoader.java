package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
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
            : ServiceProviders.named(
                name,
                providers,
                ClusterProvider::name,
                "cluster",
                "for redis, add the dependency dev.sallyport:sallyport-redis");
    providers.stream()
        .filter(it -> !it.name().equals(name))
        .forEach(
            it ->
                settings.requireUnset(
                    it.settings(),
                    "without cluster=%s: remove it, or set that too".formatted(it.name())));
    return provider == null ? new StandaloneCluster() : provider.join(settings);
  }
}

package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.Suggestion;
import dev.sallyport.internal.change.StandaloneCluster;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.ClusterProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the kinds of cluster on the class path, and joins the one that the settings name. */
public final class ClusterLoader {
  private ClusterLoader() {}

  static List<ClusterProvider> providers() {
    return ServiceLoader.load(ClusterProvider.class, ClusterLoader.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** What chooses a cluster, and says where it meets. */
  public static List<Setting<?>> settings() {
    return Stream.concat(
            Stream.of(CoreSettings.CLUSTER),
            providers().stream().flatMap(provider -> provider.settings().stream()))
        .toList();
  }

  public static Cluster join(Settings settings) {
    String wanted = settings.get(CoreSettings.CLUSTER);
    ClusterProvider provider =
        wanted.isEmpty()
            ? null
            : providers().stream()
                .filter(it -> it.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> noSuchCluster(wanted));
    providers().stream()
        .filter(it -> !it.name().equals(wanted))
        .forEach(
            it ->
                settings.requireUnset(
                    it.settings(),
                    "without cluster=%s: take it out, or give that too".formatted(it.name())));
    return provider == null ? new StandaloneCluster() : provider.join(settings);
  }

  private static SettingException noSuchCluster(String wanted) {
    List<String> names = providers().stream().map(ClusterProvider::name).toList();
    return new SettingException(
        "The setting cluster is '%s', but the class path has %s; add the dependency"
                .formatted(wanted, names.isEmpty() ? "none" : "only: " + String.join(", ", names))
            + " dev.sallyport:auth-redis for redis."
            + Suggestion.question(wanted, names));
  }
}

package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import java.util.List;

/**
 * Service provider that joins a kind of cluster from settings; found with {@link
 * java.util.ServiceLoader}.
 *
 * <pre>{@code
 * public final class MyClusterProvider implements ClusterProvider {
 *   public String name() {
 *     return "mine";
 *   }
 *   // settings() and join(...)
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ClusterProvider {
  /** Returns the value of the setting {@code cluster}, such as {@code redis}. */
  String name();

  /** Returns the settings that {@link #join} reads, in addition to the common ones. */
  List<Setting<?>> settings();

  /**
   * Joins the cluster. Does not fail if the cluster is unreachable: an outage at startup is treated
   * like a later one.
   *
   * @throws SettingException if a setting is invalid; one sentence with the remedy
   */
  Cluster join(Settings settings);
}

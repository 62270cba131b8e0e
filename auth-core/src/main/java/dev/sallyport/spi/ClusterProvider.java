package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import java.util.List;

/** Joins a kind of cluster from settings; found with {@link java.util.ServiceLoader}. */
public interface ClusterProvider {
  /** What the setting {@code cluster} calls it, such as {@code redis}. */
  String name();

  /** The settings that {@link #join} reads, beside the common ones. */
  List<Setting<?>> settings();

  /**
   * Joins the cluster. Does not fail because nobody answers: a cluster that cannot be reached when
   * an application starts is no worse than one that cannot be reached later.
   *
   * @throws SettingException if a setting does not fit; one sentence that tells what to do
   */
  Cluster join(Settings settings);
}

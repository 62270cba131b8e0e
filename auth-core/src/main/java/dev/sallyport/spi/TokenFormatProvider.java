package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.token.TokenFormat;
import java.util.List;

/** Creates a token format from settings; found with {@link java.util.ServiceLoader}. */
public interface TokenFormatProvider {
  /** Returns the name of the format in the setting {@code token-formats}: lower-case letters. */
  String name();

  /** Returns the settings that only this format reads. */
  List<Setting<?>> settings();

  /**
   * Creates the format.
   *
   * @param settings with a value for each of {@link #settings()}
   */
  TokenFormat create(Settings settings);
}

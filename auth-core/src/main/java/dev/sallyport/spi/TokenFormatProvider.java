package dev.sallyport.spi;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.token.TokenFormat;
import java.util.List;

/**
 * Creates a token format from settings; found with {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * public final class LegacyFormatProvider implements TokenFormatProvider {
 *   public String name() {
 *     return "legacy";
 *   }
 *
 *   public List<Setting<?>> settings() {
 *     return List.of();
 *   }
 *
 *   public TokenFormat create(Settings settings) {
 *     return new LegacyFormat();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
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

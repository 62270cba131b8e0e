package dev.sallyport.knox.internal;

import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.knox.KnoxSettings;
import dev.sallyport.spi.TokenFormatProvider;
import dev.sallyport.token.TokenFormat;
import java.util.List;

/** Provider of {@link KnoxFormat}, which the setting {@code token-formats} names {@code knox}. */
public final class KnoxFormatProvider implements TokenFormatProvider {
  @Override
  public String name() {
    return "knox";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(KnoxSettings.KNOX_PREFIX);
  }

  @Override
  public TokenFormat create(Settings settings) {
    return KnoxFormat.of(settings.get(KnoxSettings.KNOX_PREFIX));
  }
}

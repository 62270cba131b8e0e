package dev.sallyport.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.memory.InMemoryBackendProvider;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.BackendProvider;
import dev.sallyport.spi.OwnerDirectory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackendLoaderTest {
  private static final BackendProvider MEMORY = new InMemoryBackendProvider();
  private static final BackendProvider BELOW = new Named("below", Optional.empty());
  private static final BackendProvider UPON = new Named("upon", Optional.of("below"));
  private static final BackendProvider OTHER = new Named("other", Optional.empty());

  @Test
  void choosesTheStoreOnTheClassPath() {
    assertThat(BackendLoader.onlyStore(List.of(MEMORY, BELOW))).isSameAs(BELOW);
  }

  @Test
  void choosesTheStoreThatIsBuiltUponAnother() {
    assertThat(BackendLoader.onlyStore(List.of(BELOW, MEMORY, UPON))).isSameAs(UPON);
    assertThat(BackendLoader.onlyStore(List.of(UPON, BELOW, MEMORY))).isSameAs(UPON);
  }

  @Test
  void requiresTheSettingIfThereAreSeveral() {
    assertThatThrownBy(() -> BackendLoader.onlyStore(List.of(MEMORY, BELOW, UPON, OTHER)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "Missing setting store: the class path contains several, expected one of upon,"
                + " other.");
  }

  private record Named(String name, Optional<String> buildsUpon) implements BackendProvider {
    @Override
    public List<Setting<?>> settings() {
      return List.of();
    }

    @Override
    public Backend open(Settings settings, @Nullable OwnerDirectory hostOwners) {
      return new InMemoryBackend();
    }
  }
}

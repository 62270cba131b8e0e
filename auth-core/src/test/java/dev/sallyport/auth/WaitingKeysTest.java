package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingKeysTest {
  private final WaitingKeys waiting = new WaitingKeys();

  @Test
  void takesEachOnceFirstComeFirst() {
    CompletableFuture<Reading> first = waiting.add("a");
    CompletableFuture<Reading> second = waiting.add("b");
    assertThat(waiting.add("a")).isSameAs(first);
    assertThat(waiting.take(1)).isEqualTo(Map.of("a", first));
    assertThat(waiting.add("a")).isNotSameAs(first);
    assertThat(waiting.take(1)).isEqualTo(Map.of("b", second));
    assertThat(waiting.take(5)).containsOnlyKeys("a");
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void forgetsNobodyWhoComesWhileOthersAreTaken() {
    List<CompletableFuture<Reading>> wanted = new ArrayList<>();
    Thread crowd =
        new Thread(
            () -> {
              for (int i = 0; i < 200_000; i++) {
                wanted.add(waiting.add("k" + i % 3));
              }
            });
    crowd.start();
    while (crowd.isAlive() || !waiting.isEmpty()) {
      waiting.take(500).values().forEach(it -> it.complete(new Reading(null, 0, 0)));
    }
    assertThat(wanted).allMatch(CompletableFuture::isDone);
  }

  @Test
  void hasAnEnd() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(waiting.add("k" + i)).isNotDone();
    }
    assertThatThrownBy(() -> waiting.add("one more")).isInstanceOf(StoreException.class);
  }
}

package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
  private final AdaptiveLimit limit = new AdaptiveLimit(3, 10, now::get);

  private void tell(int times, boolean hasSucceeded) {
    for (int i = 0; i < times; i++) {
      limit.tell(hasSucceeded);
    }
  }

  @Test
  void goesDownWithFailuresAndUpWithSuccesses() {
    tell(4, false);
    assertThat(limit.get()).isEqualTo(6);
    tell(100, false);
    assertThat(limit.get()).isEqualTo(3);
    tell(2, true);
    assertThat(limit.get()).isEqualTo(5);
    tell(100, true);
    assertThat(limit.get()).isEqualTo(10);
  }

  @Test
  void opensAgainOnceNothingHasFailedForAWhile() {
    tell(100, false);
    now.addAndGet(AdaptiveLimit.CALM_NANOS);
    assertThat(limit.get()).isEqualTo(3);
    now.addAndGet(1);
    assertThat(limit.get()).isEqualTo(10);
  }

  @Test
  void staysDownAsLongAsAnythingFails() {
    tell(100, false);
    for (int i = 0; i < 5; i++) {
      now.addAndGet(AdaptiveLimit.CALM_NANOS);
      tell(1, false);
      assertThat(limit.get()).isEqualTo(3);
    }
  }

  @Test
  void isNeverMoreThanTheMost() {
    AdaptiveLimit small = new AdaptiveLimit(50, 2, now::get);
    small.tell(false);
    assertThat(small.get()).isEqualTo(2);
  }
}

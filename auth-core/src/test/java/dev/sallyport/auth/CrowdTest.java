package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final int MOST = 1_000;

  private Crowd crowd = new Crowd(Crowd.FEWEST, MOST);

  /** So many at once, one within the other, all of which find a key or none of which does. */
  private int enter(int many, boolean isFound) {
    AtomicInteger let = new AtomicInteger();
    enter(many, isFound, let);
    return let.get();
  }

  private boolean enter(int many, boolean isFound, AtomicInteger let) {
    if (many == 0) {
      return isFound;
    }
    try {
      return crowd.with(
          () -> {
            let.incrementAndGet();
            return enter(many - 1, isFound, let);
          },
          it -> it);
    } catch (VerifierBusyException e) {
      return isFound;
    }
  }

  @Test
  void turnsNobodyAwayWhileTokensAreGood() {
    assertThat(enter(MOST, true)).isEqualTo(MOST);
  }

  @Test
  void letsAFewInOnlyWhileMostAreBad() {
    flood();
    assertThat(enter(MOST, false)).isEqualTo(Crowd.FEWEST);
    assertThatThrownBy(() -> crowd.with(this::oneMoreThanMay, it -> it))
        .isInstanceOf(VerifierBusyException.class)
        .hasMessageContaining("not proven");
  }

  private boolean oneMoreThanMay() {
    return crowd.with(
        () -> enterOrThrow(Crowd.FEWEST - 1), it -> it); // and the one that asks: one too many
  }

  private boolean enterOrThrow(int many) {
    return many == 0 || crowd.with(() -> enterOrThrow(many - 1), it -> it);
  }

  @Test
  void saysThatThereIsNoRoomBeforeAnythingIsPrepared() {
    flood();
    crowd.requireRoom();
    assertThatThrownBy(() -> crowd.with(() -> enterAndAsk(Crowd.FEWEST - 1), it -> it))
        .isInstanceOf(VerifierBusyException.class);
    crowd.requireRoom();
  }

  private boolean enterAndAsk(int many) {
    if (many > 0) {
      return crowd.with(() -> enterAndAsk(many - 1), it -> it);
    }
    crowd.requireRoom();
    return true;
  }

  @Test
  void opensAgainWithTheGoodOnes() {
    flood();
    for (int i = 0; i < MOST; i++) {
      assertThat(enter(1, true)).isEqualTo(1);
    }
    assertThat(enter(MOST, true)).isEqualTo(MOST);
  }

  @Test
  void isNotClosedByAFewBadOnesNowAndThen() {
    for (int i = 0; i < 10 * MOST; i++) {
      enter(Crowd.FEW, false);
    }
    assertThat(enter(MOST, true)).isEqualTo(MOST);
  }

  private void flood() {
    for (int i = 0; i < MOST; i++) {
      enter(100, false);
    }
  }

  @Test
  void leavesNoPermitForDigestsUnused() {
    crowd = new Crowd(40);
    flood();
    assertThat(enter(100, false)).isEqualTo(40);
    crowd = new Crowd(1);
    flood();
    assertThat(enter(100, false)).isEqualTo(Crowd.FEWEST);
  }
}

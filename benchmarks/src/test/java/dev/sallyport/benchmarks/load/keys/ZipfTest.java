package dev.sallyport.benchmarks.load.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {
  @Test
  void drawsRanksInProportionToTheirProbability() {
    int[] drawn = new int[100];
    Zipf zipf = new Zipf(drawn.length, 1.0);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000_000; i++) {
      drawn[zipf.draw(random)]++;
    }
    assertThat(drawn[0] / (double) drawn[1]).isCloseTo(2, within(0.1));
    assertThat(drawn[0] / (double) drawn[9]).isCloseTo(10, within(0.5));
    assertThat(drawn[99]).isPositive();
  }
}

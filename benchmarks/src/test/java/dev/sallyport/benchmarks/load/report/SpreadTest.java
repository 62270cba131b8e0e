package dev.sallyport.benchmarks.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void formatsMedianMinimumAndMaximum() {
    assertThat(Spread.of(List.of(3, 1, 2)).text(1)).isEqualTo("2.0 (1.0-3.0)");
    assertThat(Spread.of(List.of(1000, 4000)).text(0)).isEqualTo("2,500 (1,000-4,000)");
  }
}

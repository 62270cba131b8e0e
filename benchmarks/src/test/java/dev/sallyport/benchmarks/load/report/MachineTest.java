package dev.sallyport.benchmarks.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void namesVersionsOfTheBuild() {
    assertThat(Machine.versions("sallyport")).contains("0.1.0").doesNotContain("$");
  }
}

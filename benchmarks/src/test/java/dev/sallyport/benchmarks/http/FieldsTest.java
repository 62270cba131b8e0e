package dev.sallyport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Fields fields = new Fields();

  @BeforeEach
  void fill() {
    fields.add("Accept", "a");
    fields.add("Vary", "b");
    fields.add("accept", "c");
  }

  @Test
  void findsFieldsIgnoringCase() {
    assertThat(fields.first("ACCEPT")).isEqualTo("a");
    assertThat(Collections.list(fields.all("ACCEPT"))).containsExactly("a", "c");
    assertThat(fields.list("aCcept")).containsExactly("a", "c");
    assertThat(fields.first("Accept-Language")).isNull();
    assertThat(fields.all("Accept-Language").hasMoreElements()).isFalse();
  }

  @Test
  void replacesAllFieldsOfAName() {
    fields.set("ACCEPT", "d");
    fields.set("Age", "e");
    assertThat(fields.names()).containsExactly("Accept", "Vary", "Age");
    assertThat(fields.list("accept")).containsExactly("d");
    assertThat(fields.first("vary")).isEqualTo("b");
  }

  @Test
  void removesAllFieldsOfAName() {
    fields.set("accept", null);
    assertThat(fields.names()).containsExactly("Vary");
  }

  @Test
  void growsBeyondItsInitialCapacity() {
    for (int i = 0; i < 100; i++) {
      fields.add("X-" + i, Integer.toString(i));
    }
    assertThat(fields.first("x-99")).isEqualTo("99");
    fields.clear();
    assertThat(fields.names()).isEmpty();
  }
}

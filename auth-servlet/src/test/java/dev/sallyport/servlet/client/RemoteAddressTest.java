package dev.sallyport.servlet.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.ProxyFilter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8::7, 2001:db8::7",
    "[2001:db8::7], 2001:db8::7",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "::ffff:192.0.2.7, ::ffff:192.0.2.7",
    "fe80::1%eth0, fe80::1%eth0"
  })
  void isTheSameHoweverAContainerWritesIt(String written, String address) {
    assertThat(addressOf(written)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "[]",
        "unix:/run/socket",
        "192.0.2.7, 192.0.2.8",
        "192.0.2.7\n",
        "fe80::1%",
        "1111111111111111111111111111111111111111111111"
      })
  void isEmptyWhereThereIsNone(String written) {
    assertThat(addressOf(written)).isEmpty();
  }

  @Test
  void isEmptyWhereTheContainerKnowsNone() {
    assertThat(addressOf(null)).isEmpty();
  }

  private static String addressOf(@Nullable String written) {
    return RemoteAddress.of(new ProxyFilter.Forwarded(Doubles.request("/", Map.of()), written));
  }
}

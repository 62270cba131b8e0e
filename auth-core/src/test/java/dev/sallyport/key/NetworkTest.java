package dev.sallyport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0",
    "192.0.2.0/24, 192.0.2.255",
    "192.0.2.7, 192.0.2.7",
    "192.0.2.6/31, 192.0.2.7",
    "0.0.0.0/0, 203.0.113.9",
    "192.0.2.0/24, ::ffff:192.0.2.9",
    "2001:db8::/32, 2001:DB8:ffff::1",
    "2001:db8::/32, [2001:db8::1]",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "::/0, 2001:db8::1",
  })
  void containsItsAddresses(String network, String address) {
    assertThat(Network.parse(network).contains(address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.3.0",
    "192.0.2.0/24, 192.0.1.255",
    "192.0.2.6/31, 192.0.2.5",
    "0.0.0.0/0, 2001:db8::1",
    "::/0, 192.0.2.1",
    "2001:db8::/32, 2001:db9::",
    "192.0.2.0/24, ''",
    "192.0.2.0/24, 192.0.2.1.",
    "192.0.2.0/24, 192.0.2",
    "192.0.2.0/24, 3221225985",
    "192.0.2.0/24, 192.0.2.010",
    "192.0.2.0/24, '192.0.2.1,192.0.2.2'",
    "192.0.2.0/24, localhost",
    "::/0, _hidden:1234",
    "::/0, fe80::1%eth0",
  })
  void containsNoOtherAddresses(String network, String address) {
    assertThat(Network.parse(network).contains(address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.0.0.0/8, true",
    "10.0.0.0/8, 10.0.0.0/8, true",
    "10.0.0.0/8, '', true",
    "'', '', true",
    "'', 10.0.0.0/8, false",
    "'', 0.0.0.0/0 ::/0, false",
    "10.0.0.0/7, 10.0.0.0/8, false",
    "10.0.0.0/8 11.0.0.0/8, 10.0.0.0/8, false",
    "10.1.0.0/16 2001:db8::1, 2001:db8::/32 10.0.0.0/8, true",
    "::/0, 0.0.0.0/0, false",
    "0.0.0.0/0, ::/0, false",
    "10.0.0.0/8, 10.0.0.0/9 10.128.0.0/9, false",
  })
  void isWithinOtherNetworks(String inner, String outer, boolean expected) {
    assertThat(Network.areWithin(parsed(inner), parsed(outer))).isEqualTo(expected);
  }

  private static List<Network> parsed(String networks) {
    return Stream.of(networks.split(" ")).filter(it -> !it.isEmpty()).map(Network::parse).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/024",
        "192.0.2.1/24",
        "2001:db8::/129",
        "2001:db8::1/64",
        "localhost",
        "example.com/24",
        "192.0.2.0/24/24",
        "192.0.2.256",
        "1.2.3",
        "192.0.2.0 /24",
        "::g"
      })
  void rejectsOtherTexts(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void isAValue() {
    assertThat(Network.parse("192.0.2.7"))
        .isEqualTo(Network.parse("192.0.2.7/32"))
        .hasSameHashCodeAs(Network.parse("192.0.2.7/32"))
        .hasToString("192.0.2.7/32")
        .isNotEqualTo(Network.parse("192.0.2.6/31"));
    assertThat(Network.parse(Network.parse("2001:db8::/32").toString()))
        .isEqualTo(Network.parse("2001:DB8::/32"));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:0:0/32, 2001:db8::/32",
    "::1, ::1/128",
    "::/0, ::/0",
    "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::/128",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1/128",
    "2001:DB8::A0:0:0:1, 2001:db8::a0:0:0:1/128",
    "10:20:30:40:50:60:70:80, 10:20:30:40:50:60:70:80/128",
  })
  void formatsAsInRfc5952(String text, String canonical) {
    assertThat(Network.parse(text)).hasToString(canonical);
    assertThat(Network.parse(canonical)).isEqualTo(Network.parse(text));
  }

  @Test
  void returnsTheNetworkAroundAnAddress() {
    assertThat(Network.around("2001:db8::1:2:3:4", 32, 64))
        .contains(Network.parse("2001:db8::/64"));
    assertThat(Network.around("::ffff:192.0.2.7", 32, 64)).contains(Network.parse("192.0.2.7"));
    assertThat(Network.around("unix:/run/x", 32, 64)).isEmpty();
  }
}

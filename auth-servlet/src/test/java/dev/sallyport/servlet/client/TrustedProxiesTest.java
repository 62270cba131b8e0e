package dev.sallyport.servlet.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Network;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.ProxyFilter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedProxiesTest {
  private static final String PEER = "10.0.0.1";

  private final TrustedProxies proxies =
      new TrustedProxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 | 192.0.2.7",
        "192.0.2.9, 192.0.2.7 | 192.0.2.7",
        "192.0.2.9, 192.0.2.7, 10.9.9.9 | 192.0.2.7",
        "192.0.2.7:80 | 192.0.2.7",
        "2001:db9::7 | 2001:db9::7",
        "[2001:db9::7]:80 | 2001:db9::7",
        "192.0.2.7, 2001:db8::1 | 192.0.2.7",
        "10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "192.0.2.7, junk, 10.0.0.2 | unknown",
        "192.0.2.7, [10.0.0.2 | unknown",
        "192.0.2.7, 192.0.2.300 | unknown",
        "192.0.2.7,, | unknown",
        "localhost | unknown"
      })
  void xForwardedForIsReadFromTheRight(String field, String client) {
    assertThat(client("X-Forwarded-For", field)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=192.0.2.7 | 192.0.2.7",
        "for=192.0.2.9, FOR=192.0.2.7;proto=https;by=10.0.0.1 | 192.0.2.7",
        "for=192.0.2.7 , for=\"10.0.0.2:_x\" | 192.0.2.7",
        "for=\"[2001:db9::7]:80\" | 2001:db9::7",
        "host=\"a,b;for=192.0.2.9\";for=192.0.2.7 | 192.0.2.7",
        "for=\"192.0.2\\.7\" | 192.0.2.7",
        "for=192.0.2.7, for=unknown, for=10.0.0.2 | unknown",
        "for=192.0.2.7, proto=https | unknown",
        "for=192.0.2.7;for=192.0.2.8 | unknown",
        "for=192.0.2.9, for=\", for=192.0.2.7 | unknown",
        "for=192.0.2.7, | unknown",
        "for= | unknown",
        "192.0.2.7 | unknown"
      })
  void forwardedIsReadFromTheRight(String field, String client) {
    assertThat(client("Forwarded", field)).isEqualTo(client);
  }

  @Test
  void aFieldMayBeAsLongAsAContainerLetsIt() {
    String filler = "a\\\"".repeat(100_000);
    assertThat(client("Forwarded", "x=\"" + filler + "\", for=192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(client("Forwarded", "for=192.0.2.7;x=\"" + filler)).isEqualTo("unknown");
    assertThat(client("X-Forwarded-For", ",".repeat(100_000) + "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(client("X-Forwarded-For", ":".repeat(100_000))).isEqualTo("unknown");
  }

  @Test
  void aClientCannotImpersonateTheProxy() {
    Map<String, List<String>> fields =
        Map.of("X-Forwarded-For", List.of("192.0.2.7"), "Forwarded", List.of("for=192.0.2.8"));
    String client = proxies.clientOf(new ProxyFilter.Forwarded(Doubles.request("/", fields), PEER));
    assertThat(client).isEqualTo("unknown");
    assertThat(Network.parse("0.0.0.0/0").contains(client)).isFalse();
  }

  @Test
  void fieldsAreNotReadWhereNoProxyIsTrusted() {
    TrustedProxies none = new TrustedProxies(List.of());
    assertThat(
            none.clientOf(
                new ProxyFilter.Forwarded(
                    Doubles.request("/", Map.of("X-Forwarded-For", List.of("192.0.2.7"))), PEER)))
        .isEqualTo(PEER);
  }

  private String client(String header, String field) {
    return proxies.clientOf(
        new ProxyFilter.Forwarded(Doubles.request("/", Map.of(header, List.of(field))), PEER));
  }
}

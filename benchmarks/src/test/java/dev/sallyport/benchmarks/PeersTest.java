package dev.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.benchmarks.http.LightResponse;
import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subject.Credential;
import dev.sallyport.benchmarks.subject.Subjects;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verifies that every subject does what is measured: a filter that denies every request would be
 * fast.
 */
class PeersTest {
  static final List<String> GUARDED =
      Subjects.names().stream().filter(name -> !name.equals("empty")).toList();

  static Stream<Arguments> denied() {
    return GUARDED.stream()
        .flatMap(
            name ->
                Stream.of(Credential.UNKNOWN, Credential.MALFORMED)
                    .map(credential -> Arguments.of(name, credential)));
  }

  @ParameterizedTest
  @FieldSource("GUARDED")
  void authenticatesAValidKeyRepeatedly(String name) throws Exception {
    try (Subject subject = Subjects.open(name)) {
      Exchange exchange = new Exchange(subject);
      for (int i = 0; i < 3; i++) {
        exchange.begin(subject.authorization(Credential.VALID));
        assertThat(exchange.pass()).isEqualTo(200);
        assertThat(exchange.end().isReached()).isTrue();
        assertThat(exchange.end().user())
            .extracting(Principal::getName)
            .isEqualTo(Subject.USERNAME);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("denied")
  void deniesOtherTokensRepeatedly(String name, Credential credential) throws Exception {
    try (Subject subject = Subjects.open(name)) {
      Exchange exchange = new Exchange(subject);
      for (int i = 0; i < 3; i++) {
        exchange.begin(subject.authorization(credential));
        assertThat(exchange.pass()).isEqualTo(401);
        assertThat(exchange.end().isReached()).isFalse();
        assertThat(exchange.end().user()).isNull();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("GUARDED")
  void deniesRequestsWithoutAToken(String name) throws Exception {
    try (Subject subject = Subjects.open(name)) {
      Exchange exchange = new Exchange(subject);
      exchange.begin(null);
      assertThat(exchange.pass()).isEqualTo(401);
      assertThat(exchange.end().isReached()).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("GUARDED")
  void keepsNoUserOfAPreviousRequest(String name) throws Exception {
    try (Subject subject = Subjects.open(name)) {
      Exchange exchange = new Exchange(subject);
      exchange.begin(subject.authorization(Credential.VALID));
      exchange.pass();
      exchange.begin(subject.authorization(Credential.UNKNOWN));
      assertThat(exchange.pass()).isEqualTo(401);
      assertThat(exchange.end().isReached()).isFalse();
    }
  }

  @Test
  void measuresACompleteDenialOfSallyport() throws Exception {
    try (Subject subject = Subjects.open("sallyport")) {
      Exchange exchange = new Exchange(subject);
      exchange.begin(subject.authorization(Credential.UNKNOWN));
      exchange.pass();
      LightResponse response = exchange.response();
      assertThat(response.getHeaders("WWW-Authenticate"))
          .hasSize(2)
          .allMatch(it -> it.endsWith("error=\"invalid_token\""));
      assertThat(response.getContentType()).isEqualTo("application/problem+json");
      assertThat(response.bodyLength()).isPositive();
      assertThat(response.contentLength()).as("set by the container").isEqualTo(-1);
    }
  }
}

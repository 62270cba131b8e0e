package dev.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subject.Credential;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that the rules of {@link RuleBenchmark} are present and enforced. */
class SallyportRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"none", "scopes", "limits", "networks", "resource", "all"})
  void authenticatesItsKey(String rules) throws Exception {
    try (Subject fixture = SallyportRules.open(rules)) {
      Exchange exchange = new Exchange(fixture);
      exchange.begin(fixture.authorization(Credential.VALID));
      assertThat(exchange.pass()).isEqualTo(200);
      assertThat(exchange.end().isReached()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks", "all"})
  void enforcesItsNetworks(String rules) throws Exception {
    try (Subject fixture = SallyportRules.open(rules)) {
      Exchange exchange = new Exchange(fixture);
      exchange.begin(fixture.authorization(Credential.VALID), "203.0.113.1");
      assertThat(exchange.pass()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limits", "all"})
  void reportsItsLimits(String rules) throws Exception {
    try (Subject fixture = SallyportRules.open(rules)) {
      Exchange exchange = new Exchange(fixture);
      exchange.begin(fixture.authorization(Credential.VALID));
      exchange.pass();
      assertThat(exchange.response().getHeader("RateLimit")).contains("key", "account");
    }
  }
}

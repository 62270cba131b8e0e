package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.token.TokenFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerRulesTest {
  private final Cli cli = new Cli();

  @Test
  void printsARuleForGitleaks() {
    assertThat(cli.ok("scanner-rules").out())
        .isEqualTo(
            """
            [[rules]]
            id = "sallyport-sp"
            description = "Sallyport API key, prefix sp_"
            regex = '''\\bsp_[0-9A-Za-z]{61}\\b'''
            entropy = 4
            keywords = ["sp_"]
            """);
  }

  @Test
  void hasARuleForEachFormatAndItsPrefix() {
    Cli.Run run =
        cli.with("SALLYPORT_TOKEN_FORMATS", "knox,sallyport")
            .ok("scanner_rules", "--set=token-prefix=acme_live", "--set=knox_prefix=Kn-x_");

    assertThat(run.out())
        .contains("id = \"sallyport-acme-live\"", "keywords = [\"acme_live_\"]")
        .contains("id = \"sallyport-knox-kn-x-\"", "regex = '''\\bKn-x_[0-9a-f]{64}\\b'''")
        .contains("keywords = [\"kn-x_\"]");
    assertThat(cli.ok("scanner-rules", "--format=regex").lines()).hasSize(2);
  }

  @Test
  void requiresKeywordsForKnoxTokensWithoutPrefix() {
    assertThat(cli.ok("scanner-rules", "--set=token-formats=knox").out())
        .contains("regex = '''\\b[0-9a-f]{64}\\b'''", "keywords = [\"token\", \"api_key\"");
  }

  @RepeatedTest(20)
  void findsWholeTokensOnly() {
    Pattern regex = regex("--set=token-prefix=acme_test");
    String token = TokenFormat.sallyport("acme_test").generate().reveal();

    assertThat(regex.matcher(token).matches()).isTrue();
    for (String around : new String[] {"'%s'", "Token %s", "?key=%s&x=1", "KEY=%s\n", "%s."}) {
      assertThat(regex.matcher(around.formatted(token)).find()).isTrue();
    }
    String cut = token.substring(0, token.length() - 1);
    String beheaded = token.substring(1);
    for (String other : new String[] {cut, beheaded, token + "a", token + "_", "a" + token}) {
      assertThat(regex.matcher("x = '" + other + "'").find()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kn", "-kn", "kn-", "Kn_", "_"})
  void findsWholeKnoxTokensOnly(String prefix) {
    Pattern regex = regex("--set=token-formats=knox", "--set=knox-prefix=" + prefix);
    String token = KnoxFormat.of(prefix).generate().reveal();

    assertThat(regex.matcher("'" + token + "'").find()).isTrue();
    assertThat(regex.matcher(token).matches()).isTrue();
    String cut = token.substring(0, token.length() - 1);
    for (String other : new String[] {cut, token.substring(1), token + "0", "a" + token}) {
      assertThat(regex.matcher("x = '" + other + "'").find()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set=token-prefix=Not.One", "--set=nonsense=1", "--format=xml"})
  void rejectsInvalidOptions(String flag) {
    Cli.Run run = cli.run("scanner-rules", flag);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private Pattern regex(String... flags) {
    String[] args = TestDatabase.args("scanner-rules", "--format=regex", flags);
    return Pattern.compile(cli.ok(args).out().strip());
  }
}

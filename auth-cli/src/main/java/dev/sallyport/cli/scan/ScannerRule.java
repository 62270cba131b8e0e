package dev.sallyport.cli.scan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/**
 * By what a scanner recognises the tokens of one format. No part has a character that TOML would
 * have to escape: prefixes are of {@code [A-Za-z0-9_-]}.
 *
 * @param id of the rule, the same for the same prefix
 * @param description one sentence
 * @param regex in RE2's syntax; finds whole tokens only
 * @param keywords in lower case; texts without any of them need not be searched
 * @param entropy in bits a character; what has less is a placeholder
 */
record ScannerRule(
    String id, String description, String regex, List<String> keywords, int entropy) {
  private static final String BASE62_BODY = "[0-9A-Za-z]{61}";
  private static final String KNOX_BODY = "[0-9a-f]{64}";

  /** Where a bare SHA-256 is no API key, these words are seldom near. */
  private static final List<String> KNOX_WORDS =
      List.of("token", "api_key", "api-key", "apikey", "authorization", "smarter");

  static ScannerRule sallyport(String prefix) {
    String start = prefix + "_";
    return new ScannerRule(
        "sallyport-" + prefix.replace('_', '-'),
        "API key of Sallyport, prefix " + start,
        "\\b" + start + BASE62_BODY + "\\b",
        List.of(start),
        4);
  }

  static ScannerRule knox(String prefix) {
    if (prefix.isEmpty()) {
      return new ScannerRule(
          "sallyport-knox",
          "API key in knox's format: 64 hexadecimal digits, as a SHA-256 has them too",
          "\\b" + KNOX_BODY + "\\b",
          KNOX_WORDS,
          3);
    }
    String boundary = prefix.startsWith("-") ? "\\B" : "\\b";
    String lower = prefix.toLowerCase(Locale.ROOT);
    return new ScannerRule(
        "sallyport-knox-" + lower.replace('_', '-'),
        "API key in knox's format, prefix " + prefix,
        boundary + prefix + KNOX_BODY + "\\b",
        List.of(lower),
        3);
  }

  /** A rule in TOML. */
  String gitleaks() {
    return String.join(
        "\n",
        "[[rules]]",
        "id = \"" + id + "\"",
        "description = \"" + description + "\"",
        "regex = '''" + regex + "'''",
        "entropy = " + entropy,
        keywords.stream().map(it -> '"' + it + '"').collect(joining(", ", "keywords = [", "]")));
  }
}

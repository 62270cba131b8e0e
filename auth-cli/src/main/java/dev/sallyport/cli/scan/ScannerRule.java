package dev.sallyport.cli.scan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/**
 * Rule of a secret scanner for the tokens of one format. No part contains a character that must be
 * escaped in TOML, because prefixes consist of {@code [A-Za-z0-9_-]}.
 *
 * @param id the id of the rule, the same for the same prefix
 * @param description the description in one sentence
 * @param regex the expression in RE2's syntax, which matches whole tokens only
 * @param keywords the keywords in lower case; texts without any of them need not be searched
 * @param entropy the minimum entropy in bits per character; less indicates a placeholder
 */
record ScannerRule(
    String id, String description, String regex, List<String> keywords, int entropy) {
  private static final String BASE62_BODY = "[0-9A-Za-z]{61}";
  private static final String KNOX_BODY = "[0-9a-f]{64}";

  /** Words that are seldom near a SHA-256 that is not an API key. */
  private static final List<String> KNOX_WORDS =
      List.of("token", "api_key", "api-key", "apikey", "authorization", "smarter");

  static ScannerRule sallyport(String prefix) {
    String start = prefix + "_";
    return new ScannerRule(
        "sallyport-" + prefix.replace('_', '-'),
        "Sallyport API key, prefix " + start,
        "\\b" + start + BASE62_BODY + "\\b",
        List.of(start),
        4);
  }

  static ScannerRule knox(String prefix) {
    if (prefix.isEmpty()) {
      return new ScannerRule(
          "sallyport-knox",
          "API key in knox's format: 64 hexadecimal digits, like a SHA-256",
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

  /** Returns the rule in TOML for gitleaks. */
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

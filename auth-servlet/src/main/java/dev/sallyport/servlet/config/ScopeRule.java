package dev.sallyport.servlet.config;

import dev.sallyport.authorization.RequestPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rule that requires scopes of requests with some methods to some paths.
 *
 * <p>A rule also applies to every path that is not {@linkplain RequestPaths#isUnambiguous
 * unambiguous}, because a servlet may read such a path as one of the rule's. A rule for {@code GET}
 * also applies to {@code HEAD}, which servlets answer alike.
 *
 * <pre>{@code
 * Set<String> scopes = ScopeRule.required(rules, "GET", "/api/v1/chat/1");
 * }</pre>
 *
 * @param methods HTTP methods in upper case; empty for all
 * @param paths the paths
 * @param scopes one or more scopes, all of which are required
 * @since 0.1.0
 */
public record ScopeRule(Set<String> methods, PathPattern paths, Set<String> scopes) {
  private static final Pattern RULES = Pattern.compile("\\s*,\\s*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern METHODS = Pattern.compile("\\*|[A-Z-]{1,30}(\\|[A-Z-]{1,30})*");
  private static final String ANY = "*";

  /** Scope (RFC 6749, section 3.3) without a wildcard, which a key may hold but no rule require. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x29\\x2B-\\x5B\\x5D-\\x7E]+");

  public ScopeRule {
    methods = Set.copyOf(methods);
    scopes = Set.copyOf(scopes);
  }

  /**
   * Parses rules such as {@code GET|HEAD /api/v1/chat/* chat:read, * /admin/* admin:use}; {@code
   * /*} is every path.
   *
   * @throws IllegalArgumentException if a rule is malformed or requires a scope with a wildcard
   */
  static List<ScopeRule> parseAll(String text) {
    return text.isBlank()
        ? List.of()
        : Stream.of(RULES.split(text.strip(), -1)).map(ScopeRule::parse).toList();
  }

  private static ScopeRule parse(String rule) {
    List<String> words = List.of(BLANKS.split(rule));
    if (words.size() < 3 || !METHODS.matcher(words.get(0)).matches()) {
      throw new IllegalArgumentException("a rule needs methods, a path and scopes");
    }
    List<String> scopes = words.subList(2, words.size());
    if (!scopes.stream().allMatch(it -> SCOPE.matcher(it).matches())) {
      throw new IllegalArgumentException("a required scope must be a scope without a wildcard");
    }
    Set<String> methods =
        words.get(0).equals(ANY) ? Set.of() : Set.copyOf(List.of(words.get(0).split("\\|", -1)));
    return new ScopeRule(methods, PathPattern.parseAny(words.get(1)), Set.copyOf(scopes));
  }

  /** Returns the scopes that all matching rules require of a request. */
  public static Set<String> required(List<ScopeRule> rules, String method, String path) {
    String upper = method.toUpperCase(Locale.ROOT);
    boolean isUnambiguous = RequestPaths.isUnambiguous(path);
    Set<String> required = Set.of();
    for (ScopeRule rule : rules) {
      if (rule.isFor(upper) && (!isUnambiguous || rule.paths.mayMatch(path))) {
        required = required.isEmpty() ? rule.scopes : union(required, rule.scopes);
      }
    }
    return required;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  private boolean isFor(String method) {
    return methods.isEmpty()
        || methods.contains(method)
        || (method.equals("HEAD") && methods.contains("GET"));
  }
}

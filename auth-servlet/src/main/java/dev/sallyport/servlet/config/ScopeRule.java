package dev.sallyport.servlet.config;

import dev.sallyport.authorization.RequestPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which scopes some requests require.
 *
 * <p>Requires them too of every path that is not {@linkplain RequestPaths#isUnambiguous plain}, of
 * which it is not certain that it is none of these. One for {@code GET} is for {@code HEAD} too,
 * which servlets answer alike.
 *
 * @param methods in upper case; empty is all
 * @param paths which paths
 * @param scopes one or more, all of which are required
 */
public record ScopeRule(Set<String> methods, PathPattern paths, Set<String> scopes) {
  private static final Pattern RULES = Pattern.compile("\\s*,\\s*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern METHODS = Pattern.compile("\\*|[A-Z-]{1,30}(\\|[A-Z-]{1,30})*");
  private static final String ANY = "*";

  /** RFC 6749 section 3.3, without the wildcard: a key holds one, but nothing requires one. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x29\\x2B-\\x5B\\x5D-\\x7E]+");

  public ScopeRule {
    methods = Set.copyOf(methods);
    scopes = Set.copyOf(scopes);
  }

  /**
   * Reads rules such as {@code GET|HEAD /api/v1/chat/* chat:read, * /admin/* admin:use}; {@code /*}
   * is every path.
   *
   * @throws IllegalArgumentException if one is otherwise, or requires a scope with a wildcard
   */
  static List<ScopeRule> parseAll(String text) {
    return text.isBlank()
        ? List.of()
        : Stream.of(RULES.split(text.strip(), -1)).map(ScopeRule::parse).toList();
  }

  private static ScopeRule parse(String rule) {
    List<String> words = List.of(BLANKS.split(rule));
    if (words.size() < 3 || !METHODS.matcher(words.get(0)).matches()) {
      throw new IllegalArgumentException("no methods, paths and scopes");
    }
    List<String> scopes = words.subList(2, words.size());
    if (!scopes.stream().allMatch(it -> SCOPE.matcher(it).matches())) {
      throw new IllegalArgumentException("no scope that can be required");
    }
    Set<String> methods =
        words.get(0).equals(ANY) ? Set.of() : Set.copyOf(List.of(words.get(0).split("\\|", -1)));
    return new ScopeRule(methods, PathPattern.parseAny(words.get(1)), Set.copyOf(scopes));
  }

  /** What all the rules together require. */
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

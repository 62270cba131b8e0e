package dev.sallyport.servlet.problem;

import dev.sallyport.authorization.AccessPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a filter or servlet requires of the key of a request. Immutable.
 *
 * @param scopes all of which the key must hold
 * @param policies asked where the key holds the scopes
 */
public record KeyRequirement(Set<String> scopes, List<AccessPolicy> policies) {
  /** Requires nothing. */
  public static final KeyRequirement NONE = new KeyRequirement(Set.of(), List.of());

  public KeyRequirement {
    scopes = Set.copyOf(scopes);
    policies = List.copyOf(policies);
  }

  /** Requires scopes only. */
  public static KeyRequirement ofScopes(Set<String> scopes) {
    return scopes.isEmpty() ? NONE : new KeyRequirement(scopes, List.of());
  }

  public KeyRequirement and(KeyRequirement other) {
    if (equals(NONE)) {
      return other;
    }
    return other.equals(NONE)
        ? this
        : new KeyRequirement(
            union(scopes, other.scopes),
            Stream.concat(policies.stream(), other.policies.stream()).toList());
  }

  public static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }
}

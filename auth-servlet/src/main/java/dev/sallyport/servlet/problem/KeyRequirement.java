package dev.sallyport.servlet.problem;

import dev.sallyport.authorization.AccessPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Requirement of a filter or servlet for the key of a request. Immutable.
 *
 * <pre>{@code
 * KeyRequirement requirement = KeyRequirement.ofScopes(Set.of("reports:read"));
 * }</pre>
 *
 * @param scopes the scopes that the key must hold
 * @param policies the policies that decide after the key was found to hold the scopes
 * @since 0.1.0
 */
public record KeyRequirement(Set<String> scopes, List<AccessPolicy> policies) {
  /** Requirement that every key meets. */
  public static final KeyRequirement NONE = new KeyRequirement(Set.of(), List.of());

  public KeyRequirement {
    scopes = Set.copyOf(scopes);
    policies = List.copyOf(policies);
  }

  /** Returns a requirement of scopes only. */
  public static KeyRequirement ofScopes(Set<String> scopes) {
    return scopes.isEmpty() ? NONE : new KeyRequirement(scopes, List.of());
  }

  /** Returns the requirement to meet this one and another. */
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

  /** Returns the union of two sets. */
  public static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }
}

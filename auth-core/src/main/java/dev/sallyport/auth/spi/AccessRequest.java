package dev.sallyport.auth.spi;

import java.util.Set;

/**
 * What somebody wants to do with a key, as far as rules can judge by it.
 *
 * @param action such as the HTTP method, in upper case; empty if unknown
 * @param path to what, without query and without what a container strips; empty if unknown
 * @param client the address it comes from; empty if unknown
 * @param requiredScopes all of these the key must hold
 */
public record AccessRequest(String action, String path, String client, Set<String> requiredScopes) {
  /** Nothing is known of it, and nothing required. */
  public static final AccessRequest UNKNOWN = new AccessRequest("", "", "", Set.of());

  public AccessRequest {
    requiredScopes = Set.copyOf(requiredScopes);
  }
}

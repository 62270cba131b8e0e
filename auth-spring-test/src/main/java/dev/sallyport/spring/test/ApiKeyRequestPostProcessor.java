package dev.sallyport.spring.test;

import dev.sallyport.key.Owner;
import java.util.Set;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Authenticates a request of {@code MockMvc} by API key, with and without Spring Security. The key
 * is in no store, and neither is its owner. Required scopes are checked; quotas, networks and
 * policies are not. It takes precedence over a token in the request. Immutable.
 *
 * <pre>{@code
 * mvc.perform(post("/api/notes").with(apiKey().user("ada").scopes("notes:write")))
 *     .andExpect(status().isOk());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApiKeyRequestPostProcessor implements RequestPostProcessor {
  private final Owner owner;
  private final Set<String> scopes;

  private ApiKeyRequestPostProcessor(Owner owner, Set<String> scopes) {
    this.owner = owner;
    this.scopes = scopes;
  }

  /** Returns a post-processor with a key without scopes of the user {@code user}. */
  public static ApiKeyRequestPostProcessor apiKey() {
    return new ApiKeyRequestPostProcessor(Owner.of("user"), Set.of());
  }

  /** Returns this with another user as the owner, in an application without accounts. */
  public ApiKeyRequestPostProcessor user(String userId) {
    return owner(Owner.of(userId));
  }

  /** Returns this with another owner. */
  public ApiKeyRequestPostProcessor owner(Owner other) {
    return new ApiKeyRequestPostProcessor(other, scopes);
  }

  /** Returns this with other scopes. */
  public ApiKeyRequestPostProcessor scopes(String... others) {
    return new ApiKeyRequestPostProcessor(owner, Set.of(others));
  }

  @Override
  public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
    request.setAttribute(TestApiKeyFilter.PRINCIPAL, TestPrincipal.of(owner, scopes));
    return request;
  }
}

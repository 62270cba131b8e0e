package dev.sallyport.servlet.credential;

import dev.sallyport.authorization.DenialReason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Extractor that finds the token of a request. It decides where a token is, and nothing else: the
 * token is verified afterwards.
 *
 * <p>An application replaces the {@linkplain HeaderCredentialExtractor standard one} by the setting
 * {@code credential-extractor}, which names a class with a public constructor without parameters,
 * or with {@code SallyportFilters.builder(sallyport).extractor(...)}. Implementations must be
 * thread-safe and must not block. If one throws an exception, the request is answered with 503.
 *
 * <pre>{@code
 * public final class PartnerHeader implements CredentialExtractor {
 *   @Override
 *   public Credential extract(HttpServletRequest request) {
 *     String value = request.getHeader("X-Partner-Key");
 *     return value == null
 *         ? Credential.absent()
 *         : Credential.present(Secret.of(value), CredentialLocation.header("X-Partner-Key"));
 *   }
 *
 *   @Override
 *   public List<String> headers() {
 *     return List.of("X-Partner-Key");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CredentialExtractor {
  /**
   * Finds the token of a request. It is called at most a few times for one request.
   *
   * @return the token; an absent credential if there is none; a rejected one, with {@link
   *     DenialReason#AMBIGUOUS_CREDENTIALS} or a reason why it is malformed, if there is not
   *     exactly one token
   */
  Credential extract(HttpServletRequest request);

  /**
   * Returns the names of the header fields that this extractor reads, for {@code Vary}. The default
   * is {@code *}: the responses depend on more than header fields, and caches do not reuse them.
   */
  default List<String> headers() {
    return List.of("*");
  }
}

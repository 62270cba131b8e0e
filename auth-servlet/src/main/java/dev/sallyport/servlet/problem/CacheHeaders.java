package dev.sallyport.servlet.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Header fields that keep caches from sharing responses between clients (RFC 9111).
 *
 * <pre>{@code
 * CacheHeaders.of(List.of("Authorization", "X-API-Key")).noStore(response);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CacheHeaders {
  private final String vary;

  private CacheHeaders(String vary) {
    this.vary = vary;
  }

  /**
   * Returns the header fields for the credential locations of a filter.
   *
   * @param credentials the names of the header fields that may have a token
   */
  public static CacheHeaders of(List<String> credentials) {
    return new CacheHeaders(String.join(", ", credentials));
  }

  /** Adds the credential header fields to {@code Vary} and keeps its other values. */
  public void vary(HttpServletResponse response) {
    if (response.getHeader("Vary") == null || !response.getHeaders("Vary").contains(vary)) {
      response.addHeader("Vary", vary);
    }
  }

  /** Marks a response as not to be stored by caches. */
  public void noStore(HttpServletResponse response) {
    vary(response);
    response.setHeader("Cache-Control", "no-store");
  }
}

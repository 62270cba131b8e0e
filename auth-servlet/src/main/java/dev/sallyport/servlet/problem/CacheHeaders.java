package dev.sallyport.servlet.problem;

import static java.util.stream.Collectors.joining;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.credential.CredentialLocation;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;

/** Header fields that keep caches from sharing responses between clients (RFC 9111). */
public final class CacheHeaders {
  private final String vary;

  private CacheHeaders(String vary) {
    this.vary = vary;
  }

  /** Returns the header fields for the credential locations of a filter. */
  public static CacheHeaders of(Settings settings) {
    Stream<String> authorization =
        settings.get(HttpSettings.SCHEMES).isEmpty()
            ? Stream.empty()
            : Stream.of(CredentialLocation.AUTHORIZATION);
    Stream<String> apiKeyHeader = settings.get(HttpSettings.API_KEY_HEADER).stream();
    return new CacheHeaders(Stream.concat(authorization, apiKeyHeader).collect(joining(", ")));
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

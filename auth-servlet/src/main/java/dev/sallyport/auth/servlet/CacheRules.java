package dev.sallyport.auth.servlet;

import static java.util.stream.Collectors.joining;

import dev.sallyport.auth.spi.Settings;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;

/** Keeps caches from giving one client's answer to another (RFC 9111). */
final class CacheRules {
  private final String vary;

  private CacheRules(String vary) {
    this.vary = vary;
  }

  static CacheRules of(Settings settings) {
    Stream<String> authorization =
        settings.get(HttpSettings.SCHEMES).isEmpty()
            ? Stream.empty()
            : Stream.of(Carrier.AUTHORIZATION);
    Stream<String> apiKeyHeader = settings.get(HttpSettings.API_KEY_HEADER).stream();
    return new CacheRules(Stream.concat(authorization, apiKeyHeader).collect(joining(", ")));
  }

  /** Another request may be answered otherwise. Leaves what others vary by. */
  void vary(HttpServletResponse response) {
    if (response.getHeader("Vary") == null || !response.getHeaders("Vary").contains(vary)) {
      response.addHeader("Vary", vary);
    }
  }

  /** For this client only. */
  void noStore(HttpServletResponse response) {
    vary(response);
    response.setHeader("Cache-Control", "no-store");
  }
}

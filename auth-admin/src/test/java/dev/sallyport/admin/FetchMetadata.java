package dev.sallyport.admin;

/** Headers in which browsers describe the origin of a request. */
final class FetchMetadata {
  private FetchMetadata() {}

  /** Returns the headers of a followed link. */
  static String[] navigation(String site) {
    return headers(site, "navigate", "document");
  }

  static String[] headers(String site, String mode, String destination) {
    return new String[] {
      "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", destination
    };
  }
}

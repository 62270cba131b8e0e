package dev.sallyport.admin;

/** What a browser says of where a request comes from. */
final class FetchMetadata {
  private FetchMetadata() {}

  /** That of somebody who follows a link. */
  static String[] navigation(String site) {
    return headers(site, "navigate", "document");
  }

  static String[] headers(String site, String mode, String destination) {
    return new String[] {
      "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", destination
    };
  }
}

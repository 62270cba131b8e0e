package dev.sallyport.auth.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where to ask. Shows no secret: one in the URL is not accepted. */
record WhoamiUrl(URI uri) {
  static final String PATH = "/api/v1/cli/whoami/";

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /**
   * Completes what an operator wrote.
   *
   * @throws UsageException if it is no http or https URL; the message does not show it
   */
  static WhoamiUrl of(String text) {
    try {
      URI given = new URI(text.strip());
      boolean accepted =
          ("http".equalsIgnoreCase(given.getScheme())
                  || "https".equalsIgnoreCase(given.getScheme()))
              && given.getHost() != null
              && given.getRawUserInfo() == null
              && given.getRawQuery() == null
              && given.getRawFragment() == null;
      if (accepted) {
        return new WhoamiUrl(
            new URI(given.getScheme() + "://" + given.getRawAuthority() + path(given)));
      }
    } catch (URISyntaxException e) {
      // said below, without repeating it
    }
    throw new UsageException(
        "--url takes the address of a server, such as http://127.0.0.1:8080 or"
            + " https://api.example.com/app, without user, query and fragment");
  }

  private static String path(URI given) {
    String path = given.getRawPath();
    if (path.endsWith(PATH) || (path + "/").endsWith(PATH)) {
      return path;
    }
    return path.replaceFirst("/+\\z", "") + PATH;
  }

  /** Whether nobody on the way can read what is sent. */
  boolean isConfidential() {
    return uri.getScheme().equalsIgnoreCase("https")
        || LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}

package dev.sallyport.cli.server;

import dev.sallyport.cli.output.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Address of a server. Contains no credentials: a URL with user info is rejected. */
public record ServerUrl(URI uri) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /**
   * Parses an address and appends a path unless the address ends with it.
   *
   * @param path the path at the end of the address
   * @param example an example for the error message
   * @throws UsageException if it is not an http or https URL, or has user info, a query or a
   *     fragment; the message does not contain it
   */
  public static ServerUrl of(String text, String path, String example) {
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
        return new ServerUrl(
            new URI(given.getScheme() + "://" + given.getRawAuthority() + path(given, path)));
      }
    } catch (URISyntaxException e) {
      // reported below, without the text
    }
    throw new UsageException(
        "--url must be the http or https address of a server, such as http://127.0.0.1:8080 or "
            + example
            + ", without user, query and fragment");
  }

  private static String path(URI given, String end) {
    String path = given.getRawPath();
    if (path.endsWith(end) || (path + "/").endsWith(end)) {
      return path;
    }
    String stem = path.replaceFirst("/+\\z", "");
    return stem.endsWith(end) ? stem : stem + end;
  }

  /** Returns whether the connection is encrypted or does not leave this machine. */
  public boolean isConfidential() {
    return uri.getScheme().equalsIgnoreCase("https")
        || LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}

package dev.sallyport.cli.server;

import dev.sallyport.cli.output.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a server. Shows no secret: one in the URL is not accepted. */
public record ServerUrl(URI uri) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /**
   * Completes what an operator wrote.
   *
   * @param path what it ends with, if need be after adding it
   * @param example of what is accepted
   * @throws UsageException if it is no http or https URL; the message does not show it
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
      // said below, without repeating it
    }
    throw new UsageException(
        "--url takes the address of a server, such as http://127.0.0.1:8080 or "
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

  /** Whether nobody on the way can read what is sent. */
  public boolean isConfidential() {
    return uri.getScheme().equalsIgnoreCase("https")
        || LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}

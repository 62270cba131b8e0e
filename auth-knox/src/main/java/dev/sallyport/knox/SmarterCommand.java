package dev.sallyport.knox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Command of Smarter's command line, from the path of a request.
 *
 * @param name the name in lower case and with hyphens; {@code unknown} if the path has none
 * @param rest the path after the name; null if there is none
 */
record SmarterCommand(String name, @Nullable String rest) {
  private static final Pattern PATH =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(/.*)?", Pattern.DOTALL);

  static final String WHOAMI = "whoami";

  static SmarterCommand of(@Nullable String pathInfo) {
    Matcher path = PATH.matcher(pathInfo == null ? "" : pathInfo);
    return path.matches()
        ? new SmarterCommand(
            path.group(1).toLowerCase(Locale.ROOT).replace('_', '-'), path.group(2))
        : new SmarterCommand("unknown", pathInfo);
  }
}

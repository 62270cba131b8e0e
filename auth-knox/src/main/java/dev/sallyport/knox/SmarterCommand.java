package dev.sallyport.knox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of Smarter's command line, as the path of a request names it.
 *
 * @param name in lower case and with hyphens, however it was spelt; {@code unknown} if the path has
 *     none
 * @param rest what stands behind it in the path; null if nothing does
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

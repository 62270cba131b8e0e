package dev.sallyport.knox;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Conversion of Smarter's tags, which may have any characters. */
final class KnoxTags {
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\x21\\x23-\\x5B\\x5D-\\x7E]");
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");
  private static final int MAX_TAG = 100;
  private static final int MAX_LENGTH = 2000;

  private KnoxTags() {}

  /**
   * Returns the words converted to tags: blanks become hyphens, other characters that are not
   * allowed become underscores, long words are truncated, and words beyond the total length are
   * omitted.
   */
  static Set<String> of(Collection<String> words) {
    Set<String> tags = new LinkedHashSet<>();
    int length = -1;
    for (String word : words) {
      String hyphenated = BLANKS.matcher(word.strip()).replaceAll("-");
      String plain = NOT_ALLOWED.matcher(hyphenated).replaceAll("_");
      String tag = plain.substring(0, Math.min(plain.length(), MAX_TAG));
      boolean isRoom = length + 1 + tag.length() <= MAX_LENGTH;
      if (isRoom && !tag.isEmpty() && tags.add(tag)) {
        length += 1 + tag.length();
      }
    }
    return tags;
  }
}

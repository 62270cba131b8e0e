package dev.sallyport.authorization;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.TextRules;
import java.util.Comparator;

/**
 * Names something that requests are for, the same in the whole installation.
 *
 * @param type what kind of thing it is, 1 to 30 of {@code [a-z0-9-]}, such as {@code llm-client}
 * @param name which one, 1 to {@value #MAX_NAME} characters without a slash, see {@link
 *     TextRules#requireIdentifier}; case matters
 */
public record ResourceId(String type, String name) implements Comparable<ResourceId> {
  /** The longest name, in characters. */
  public static final int MAX_NAME = 150;

  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::type).thenComparing(ResourceId::name);

  private static final int MAX_TYPE = 30;

  /**
   * Checks the parts.
   *
   * @throws InvalidValueException if one is not of that form
   */
  public ResourceId {
    if (!isType(type)) {
      throw new InvalidValueException("a type of resources has 1 to 30 of a-z, 0-9 and hyphen");
    }
    TextRules.requireIdentifier("name", name, MAX_NAME);
    if (name.indexOf('/') >= 0) {
      throw new InvalidValueException("the name of a resource has no slash");
    }
  }

  /** By hand: many requests ask. */
  private static boolean isType(String type) {
    boolean isType = !type.isEmpty() && type.length() <= MAX_TYPE;
    for (int i = 0; isType && i < type.length(); i++) {
      char c = type.charAt(i);
      isType = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return isType;
  }

  /** By type, then by name. */
  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /** {@code type/name}. */
  @Override
  public String toString() {
    return type + "/" + name;
  }
}

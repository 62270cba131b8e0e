package dev.sallyport.authorization;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.TextRules;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Id of a resource, unique within the installation.
 *
 * <pre>{@code
 * ResourceId id = new ResourceId("llm-client", "chat");
 * }</pre>
 *
 * @param type type of the resource, 1 to 30 of {@code [a-z0-9-]}, such as {@code llm-client}
 * @param name name of the resource, 1 to {@value #MAX_NAME} characters without a slash, see {@link
 *     TextRules#requireIdentifier}; case-sensitive
 * @since 0.1.0
 */
public record ResourceId(String type, String name) implements Comparable<ResourceId> {
  /** Maximum length of a name, in characters. */
  public static final int MAX_NAME = 150;

  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::type).thenComparing(ResourceId::name);

  private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,30}");

  /**
   * Validates the components.
   *
   * @throws InvalidValueException if a component does not have its form
   */
  public ResourceId {
    if (!TYPE.matcher(type).matches()) {
      throw new InvalidValueException("a resource type must have 1 to 30 of a-z, 0-9 and hyphen");
    }
    TextRules.requireIdentifier("name", name, MAX_NAME);
    if (name.indexOf('/') >= 0) {
      throw new InvalidValueException("a resource name must not contain a slash");
    }
  }

  /** Compares by type, then by name. */
  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code type/name}. */
  @Override
  public String toString() {
    return type + "/" + name;
  }
}

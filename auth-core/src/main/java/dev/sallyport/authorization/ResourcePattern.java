package dev.sallyport.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Path pattern of requests for resources, such as {@code /api/v1/llm-clients/{llm-client}/*}. The
 * segment in braces is the name of a resource of that type; {@code /*} at the end matches any
 * suffix or none.
 *
 * <p>A name that no resource can have, and every path that is not {@linkplain
 * RequestPaths#isUnambiguous unambiguous}, resolve to a resource that does not exist, so that the
 * request is not treated as one without a resource.
 *
 * <pre>{@code
 * ResourceResolver resolver = ResourcePattern.parse("/api/v1/llm-clients/{llm-client}/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ResourcePattern implements ResourceResolver {
  private static final ResourceId NONEXISTENT = new ResourceId("none", "-");

  private final String text;
  private final List<String> segments;
  private final boolean openEnded;
  private final int position;
  private final String type;

  private ResourcePattern(String text, List<String> segments, boolean openEnded, int position) {
    this.text = text;
    this.segments = segments;
    this.openEnded = openEnded;
    this.position = position;
    String variable = segments.get(position);
    this.type = variable.substring(1, variable.length() - 1);
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public static ResourcePattern parse(String text) {
    boolean openEnded = text.endsWith("/*");
    List<String> segments = segments(openEnded ? text.substring(0, text.length() - 2) : text);
    List<Integer> variables = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).startsWith("{") && segments.get(i).endsWith("}")) {
        variables.add(i);
      } else if (segments.get(i).isEmpty() || segments.get(i).matches(".*[{}*].*")) {
        throw new IllegalArgumentException(
            "a segment must be a literal or a resource type in braces");
      }
    }
    if (!text.startsWith("/") || variables.size() != 1) {
      throw new IllegalArgumentException(
          "a pattern must start with a slash and have exactly one resource type in braces");
    }
    ResourcePattern pattern = new ResourcePattern(text, segments, openEnded, variables.get(0));
    new ResourceId(pattern.type, "x"); // validates the type
    return pattern;
  }

  @Override
  public Optional<ResourceId> resolve(AccessRequest request) {
    String path = request.path();
    if (!RequestPaths.isUnambiguous(path)) {
      return Optional.of(NONEXISTENT); // the application may interpret it as a matching path
    }
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    int start = path.startsWith("/") ? 1 : 0;
    String name = "";
    for (int i = 0; i < segments.size(); i++) {
      if (start >= end) {
        return Optional.empty();
      }
      int slash = path.indexOf('/', start);
      int next = slash < 0 ? end : slash;
      if (i == position) {
        name = path.substring(start, next);
      } else if (!isSegment(segments.get(i), path, start, next)) {
        return Optional.empty();
      }
      start = next + 1;
    }
    return openEnded || start > end ? Optional.of(named(name)) : Optional.empty();
  }

  private static boolean isSegment(String segment, String path, int start, int end) {
    return segment.length() == end - start && path.startsWith(segment, start);
  }

  private ResourceId named(String name) {
    try {
      return new ResourceId(type, name);
    } catch (IllegalArgumentException e) {
      return NONEXISTENT;
    }
  }

  private static List<String> segments(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return List.of(relative.split("/", -1));
  }

  @Override
  public String toString() {
    return text;
  }
}

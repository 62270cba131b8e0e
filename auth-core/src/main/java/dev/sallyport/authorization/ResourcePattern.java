package dev.sallyport.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paths of requests for resources, such as {@code /api/v1/llm-clients/{llm-client}/*}: the segment
 * in braces is the name of a resource of that type; {@code /*} at the end stands for whatever
 * follows, or nothing.
 *
 * <p>A name that no resource can have is that of a resource which does not exist, so that the path
 * does not become one without a resource; and so is every path that is not {@linkplain
 * RequestPaths#isUnambiguous plain}.
 */
public final class ResourcePattern implements ResourceResolver {
  private static final ResourceId NOBODYS = new ResourceId("none", "-");

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
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ResourcePattern parse(String text) {
    boolean openEnded = text.endsWith("/*");
    List<String> segments = segments(openEnded ? text.substring(0, text.length() - 2) : text);
    List<Integer> variables = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).startsWith("{") && segments.get(i).endsWith("}")) {
        variables.add(i);
      } else if (segments.get(i).isEmpty() || segments.get(i).matches(".*[{}*].*")) {
        throw new IllegalArgumentException("no pattern of a path");
      }
    }
    if (!text.startsWith("/") || variables.size() != 1) {
      throw new IllegalArgumentException("no pattern with one type of resources");
    }
    ResourcePattern pattern = new ResourcePattern(text, segments, openEnded, variables.get(0));
    new ResourceId(pattern.type, "x"); // throws if it is no type
    return pattern;
  }

  @Override
  public Optional<ResourceId> resolve(AccessRequest request) {
    String path = request.path();
    if (!RequestPaths.isUnambiguous(path)) {
      return Optional.of(NOBODYS); // who serves it may read it as a path that fits
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
      return NOBODYS;
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

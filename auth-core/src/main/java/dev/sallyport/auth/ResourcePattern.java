package dev.sallyport.auth;

import dev.sallyport.auth.spi.AccessRequest;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.spi.ResourceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Paths of requests for resources, such as {@code /api/v1/llm-clients/{llm-client}/*}: the segment
 * in braces is the name of a resource of that type; {@code /*} at the end stands for whatever
 * follows, or nothing.
 *
 * <p>A name that no resource can have is that of a resource which does not exist, so that the path
 * does not become one without a resource; and so is every path that is not plain, with an empty
 * segment, a dot segment, a semicolon, a percent sign or a backslash in it.
 */
public final class ResourcePattern implements ResourceResolver {
  /** What containers and frameworks read in different ways. */
  private static final Pattern NOT_PLAIN = Pattern.compile("//|[;%\\\\]|/\\.\\.?(/|$)");

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
    if (NOT_PLAIN.matcher(request.path()).find()) {
      return Optional.of(NOBODYS); // who serves it may read it as a path that fits
    }
    List<String> path = segments(request.path());
    int size = endsWithSlash(path) ? path.size() - 1 : path.size();
    if (openEnded ? size < segments.size() : size != segments.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < segments.size(); i++) {
      if (i != position && !segments.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(new ResourceId(type, path.get(position)));
    } catch (IllegalArgumentException e) {
      return Optional.of(NOBODYS);
    }
  }

  private static boolean endsWithSlash(List<String> path) {
    return path.get(path.size() - 1).isEmpty();
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

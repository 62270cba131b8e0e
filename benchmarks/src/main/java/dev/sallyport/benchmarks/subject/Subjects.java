package dev.sallyport.benchmarks.subject;

import java.util.List;

/** Everybody who is measured, by the name on the command line. */
public final class Subjects {
  private Subjects() {}

  /** All of them. */
  public static List<String> names() {
    return List.of(
        "empty",
        "minimum",
        "sallyport",
        "spring-opaque",
        "spring-header",
        "spring-lean",
        "shiro",
        "pac4j-header",
        "pac4j-lean");
  }

  /**
   * Sets one up.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Subject open(String name) {
    return switch (name) {
      case "empty" -> new EmptyChain();
      case "minimum" -> Minimum.open();
      case "sallyport" -> new SallyportGate();
      case "spring-opaque" -> SpringOpaque.open();
      case "spring-header" -> SpringHeader.open();
      case "spring-lean" -> SpringLean.open();
      case "shiro" -> Shiro.open();
      case "pac4j-header" -> Pac4j.open();
      case "pac4j-lean" -> Pac4j.openLean();
      default -> throw new IllegalArgumentException("there is no subject " + name);
    };
  }
}

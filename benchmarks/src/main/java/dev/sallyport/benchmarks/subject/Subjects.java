package dev.sallyport.benchmarks.subject;

import java.util.List;

/** All subjects by their names on the command line. */
public final class Subjects {
  private Subjects() {}

  /** Returns all names. */
  public static List<String> names() {
    return List.of(
        "empty",
        "minimum",
        "sallyport",
        "sallyport-meters",
        "sallyport-security",
        "spring-opaque",
        "spring-header",
        "spring-lean",
        "shiro",
        "pac4j-header",
        "pac4j-lean");
  }

  /**
   * Opens a subject.
   *
   * @throws IllegalArgumentException if there is no subject of that name
   */
  public static Subject open(String name) {
    return switch (name) {
      case "empty" -> new EmptyChain();
      case "minimum" -> MinimalFilter.open();
      case "sallyport" -> new SallyportSubject();
      case "sallyport-meters" -> SallyportSubject.withMeters();
      case "sallyport-security" -> SallyportSecurity.open();
      case "spring-opaque" -> SpringOpaque.open();
      case "spring-header" -> SpringHeader.open();
      case "spring-lean" -> SpringLean.open();
      case "shiro" -> Shiro.open();
      case "pac4j-header" -> Pac4j.open();
      case "pac4j-lean" -> Pac4j.openLean();
      default -> throw new IllegalArgumentException("Unknown subject: " + name);
    };
  }
}

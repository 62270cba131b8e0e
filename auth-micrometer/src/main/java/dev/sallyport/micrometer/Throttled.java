package dev.sallyport.micrometer;

import dev.sallyport.event.Event;

/** Operations of {@link Event.Throttled}. */
enum Throttled {
  KEY,
  TOKEN,
  LOGIN,
  OTHER;

  static Throttled of(String operation) {
    return switch (operation) {
      case "key" -> KEY;
      case "token" -> TOKEN;
      case "login" -> LOGIN;
      default -> OTHER;
    };
  }
}

package dev.sallyport.auth.admin;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of keys as they are written. */
final class Ids {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  /** Empty if it is none, or another spelling of one than the one we write. */
  static Optional<UUID> uuid(String text) {
    return UUID_TEXT.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}

package dev.sallyport.auth.cli;

import dev.sallyport.auth.admin.api.EventView;
import java.util.List;
import java.util.Optional;

/** The audit log, wherever it is kept. */
@FunctionalInterface
interface History {
  /**
   * The latest entries, newest first.
   *
   * @param subject only what was done to it
   */
  List<EventView> latest(Optional<String> subject, int limit);
}

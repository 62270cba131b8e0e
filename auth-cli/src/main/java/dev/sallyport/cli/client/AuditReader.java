package dev.sallyport.cli.client;

import dev.sallyport.admin.api.EventView;
import java.util.List;
import java.util.Optional;

/** The audit log, wherever it is kept. */
@FunctionalInterface
public interface AuditReader {
  /**
   * The latest entries, newest first.
   *
   * @param subject only what was done to it
   */
  List<EventView> latest(Optional<String> subject, int limit);
}

package dev.sallyport.cli.client;

import dev.sallyport.admin.api.EventView;
import java.util.List;
import java.util.Optional;

/** Reader of the audit log in a database or on a server. */
@FunctionalInterface
public interface AuditReader {
  /**
   * Returns the latest entries, newest first.
   *
   * @param subject the subject of the entries, such as {@code user:ada}; empty for all
   * @param limit the maximum number of entries
   */
  List<EventView> latest(Optional<String> subject, int limit);
}

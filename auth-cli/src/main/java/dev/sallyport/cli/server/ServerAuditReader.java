package dev.sallyport.cli.server;

import dev.sallyport.admin.api.EventPageView;
import dev.sallyport.admin.api.EventView;
import dev.sallyport.cli.client.AuditReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reader of the audit log through the management API. */
record ServerAuditReader(ApiClient client) implements AuditReader {
  /** Reads on after an empty page: entries of other accounts are left out of a page. */
  @Override
  public List<EventView> latest(Optional<String> subject, int limit) {
    List<EventView> entries = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    do {
      Map<String, String> parameters = new LinkedHashMap<>();
      subject.ifPresent(it -> parameters.put("subject", it));
      before.ifPresent(it -> parameters.put("before", it.toString()));
      parameters.put("limit", "" + (limit - entries.size()));
      EventPageView page = client.get(parameters, "events").read(EventPageView.class);
      entries.addAll(page.items());
      before = earlier(before, page.next());
    } while (before.isPresent() && entries.size() < limit);
    return entries.subList(0, Math.min(limit, entries.size()));
  }

  /** Ignores a position that is not before the last one, so that the loop always ends. */
  private static Optional<Long> earlier(Optional<Long> before, @Nullable Long next) {
    return Optional.ofNullable(next).filter(it -> it > 1 && it < before.orElse(Long.MAX_VALUE));
  }
}

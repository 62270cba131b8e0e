package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.spi.AuditEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audit log behind the management API. */
record ApiHistory(ApiClient client) implements History {
  /** A page of another account's entries is empty, and there are pages behind it all the same. */
  @Override
  public List<AuditEntry> latest(Optional<String> subject, int limit) {
    List<AuditEntry> entries = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    do {
      Map<String, String> parameters = new LinkedHashMap<>();
      subject.ifPresent(it -> parameters.put("subject", it));
      before.ifPresent(it -> parameters.put("before", it.toString()));
      parameters.put("limit", "" + (limit - entries.size()));
      ApiReply page = client.get(parameters, "events");
      entries.addAll(page.read(json -> ApiShapes.items(json, ApiShapes::event)));
      Optional<Long> last = before;
      before = page.read(json -> earlier(last, json.path("next")));
    } while (before.isPresent() && entries.size() < limit);
    return entries.subList(0, Math.min(limit, entries.size()));
  }

  /** Whatever a server says, it goes backwards, and so comes to an end. */
  private static Optional<Long> earlier(Optional<Long> before, JsonNode next) {
    return Optional.of(next)
        .filter(JsonNode::isIntegralNumber)
        .map(JsonNode::longValue)
        .filter(it -> it > 1 && it < before.orElse(Long.MAX_VALUE));
  }
}

package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditRecord;
import java.util.List;

/** Entries of the audit log as JSON. */
final class AuditJson {
  private AuditJson() {}

  static ObjectNode of(List<AuditEntry> entries) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode array = node.putArray("entries");
    entries.forEach(entry -> array.add(of(entry)));
    return node;
  }

  private static ObjectNode of(AuditEntry entry) {
    AuditRecord record = entry.record();
    AuditChanges changes = AuditChanges.of(record);
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("sequence", entry.sequence());
    node.put("at", record.at().toString());
    node.put("actor", record.actor());
    node.put("origin", record.origin());
    node.put("action", record.action());
    node.put("subject", record.subject());
    changes.before().forEach(node.putObject("before")::put);
    changes.after().forEach(node.putObject("after")::put);
    node.put("reason", record.reason());
    return node.put("hash", entry.hash());
  }
}

package dev.sallyport.cli.database;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.EventView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.AuditReader;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.context.CliContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Administration client that works on a database, as the user who runs the command. */
public record DatabaseAdminClient(Sallyport sallyport, CliContext context, AuditContext by)
    implements AdminClient {
  @Override
  public KeyClient keys() {
    return new DatabaseKeys(sallyport.keys().as(by), sallyport.authenticator());
  }

  @Override
  public OwnerClient owners() {
    return new DatabaseOwners(DatabaseOptions.requireOwners(sallyport).ownerManager().as(by));
  }

  @Override
  public ResourceClient resources() {
    return new DatabaseResources(sallyport, DatabaseOptions.resources(sallyport, context).as(by));
  }

  @Override
  public AuditReader auditLog() {
    return (subject, limit) ->
        sallyport.audit().find(AuditQuery.latest(limit).of(subject.orElse(null))).stream()
            .map(EventView::of)
            .toList();
  }

  @Override
  public Map<String, String> status() {
    Map<String, String> status = new LinkedHashMap<>();
    status.put("database", "available, with the tables of this version");
    status.put("keys", "" + sallyport.keys().summary(Duration.ZERO).total());
    status.put("actor", by.actor());
    return status;
  }

  @Override
  public void close() {
    sallyport.close();
  }
}

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

/** Works on a database itself, as whoever runs the command. */
public record DatabaseAdminClient(Sallyport gate, CliContext surroundings, AuditContext by)
    implements AdminClient {
  @Override
  public KeyClient keys() {
    return new DatabaseKeys(gate.keys().attributedTo(by));
  }

  @Override
  public OwnerClient owners() {
    return new DatabaseOwners(DatabaseOptions.requireOwners(gate).ownerManager().attributedTo(by));
  }

  @Override
  public ResourceClient resources() {
    return new DatabaseResources(
        gate, DatabaseOptions.resources(gate, surroundings).attributedTo(by));
  }

  @Override
  public AuditReader history() {
    return (subject, limit) ->
        gate.audit().find(AuditQuery.latest(limit).of(subject.orElse(null))).stream()
            .map(EventView::of)
            .toList();
  }

  @Override
  public void close() {
    gate.close();
  }
}

package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.admin.api.EventView;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditQuery;

/** Works on a database itself, as whoever runs the command. */
record DatabaseBackoffice(Sallyport gate, Surroundings surroundings, Attribution by)
    implements Backoffice {
  @Override
  public Keys keys() {
    return new DatabaseKeys(gate.keys().attributedTo(by));
  }

  @Override
  public Owners owners() {
    return new DatabaseOwners(DatabaseOptions.requireOwners(gate).ownerManager().attributedTo(by));
  }

  @Override
  public Resources resources() {
    return new DatabaseResources(
        gate, DatabaseOptions.resources(gate, surroundings).attributedTo(by));
  }

  @Override
  public History history() {
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

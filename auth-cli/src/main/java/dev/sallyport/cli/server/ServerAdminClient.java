package dev.sallyport.cli.server;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.AuditReader;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.client.ResourceClient;

/** Administration client that uses the management API of a server, as the owner of an API key. */
record ServerAdminClient(ApiClient client) implements AdminClient {
  @Override
  public KeyClient keys() {
    return new ServerKeys(client);
  }

  @Override
  public OwnerClient owners() {
    return new ServerOwners(client);
  }

  @Override
  public ResourceClient resources() {
    return new ServerResources(client);
  }

  @Override
  public AuditReader auditLog() {
    return new ServerAuditReader(client);
  }

  @Override
  public void close() {
    // The connections are closed when the process exits.
  }
}

package dev.sallyport.cli.server;

import dev.sallyport.admin.api.WhoamiView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.AuditReader;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.output.PrintableText;
import java.util.LinkedHashMap;
import java.util.Map;

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
  public Map<String, String> status() {
    WhoamiView owner = client.get("whoami").read(WhoamiView.class);
    Map<String, String> status = new LinkedHashMap<>();
    status.put("server", client.server());
    status.put("api key", String.valueOf(owner.keyId()));
    status.put("owner", PrintableText.owner(owner.accountId(), owner.userId()));
    status.put("sees", owner.superuser() ? "all accounts" : "its own account");
    status.put("changes", owner.mayChange() ? "yes" : "no, it may only read");
    return status;
  }

  @Override
  public void close() {
    // The connections are closed when the process exits.
  }
}

package dev.sallyport.cli.client;

import dev.sallyport.cli.output.UsageException;
import java.util.Map;

/** Client for the administration of keys, owners and resources, on a database or a server. */
public interface AdminClient extends AutoCloseable {
  /** Returns the client for keys. */
  KeyClient keys();

  /**
   * Returns the client for accounts and users.
   *
   * @throws UsageException if the host application manages them
   */
  OwnerClient owners();

  /**
   * Returns the client for resources and their bindings to keys.
   *
   * @throws UsageException if the host application manages them
   */
  ResourceClient resources();

  /** Returns the reader of the audit log. */
  AuditReader auditLog();

  /** Returns what this client works on, and its identity there, by name. */
  Map<String, String> status();

  @Override
  void close();
}

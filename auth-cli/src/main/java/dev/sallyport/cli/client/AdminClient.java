package dev.sallyport.cli.client;

import dev.sallyport.cli.output.UsageException;

/** What the commands work on, be it in a database or behind a server. Close it. */
public interface AdminClient extends AutoCloseable {
  KeyClient keys();

  /**
   * Accounts and users.
   *
   * @throws UsageException if the host application keeps them
   */
  OwnerClient owners();

  /**
   * Resources and the keys that they require.
   *
   * @throws UsageException if the host application keeps them
   */
  ResourceClient resources();

  AuditReader history();

  @Override
  void close();
}

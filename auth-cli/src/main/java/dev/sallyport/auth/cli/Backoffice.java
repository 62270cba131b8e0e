package dev.sallyport.auth.cli;

/** What the commands work on, be it in a database or behind a server. Close it. */
interface Backoffice extends AutoCloseable {
  Keys keys();

  /**
   * Accounts and users.
   *
   * @throws UsageException if the host application keeps them
   */
  Owners owners();

  /**
   * Resources and the keys that they require.
   *
   * @throws UsageException if the host application keeps them
   */
  Resources resources();

  History history();

  @Override
  void close();
}

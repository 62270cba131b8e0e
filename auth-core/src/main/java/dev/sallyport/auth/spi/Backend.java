package dev.sallyport.auth.spi;

/** An opened place where keys and owners are kept. Closing it releases what opening it took. */
public interface Backend extends AutoCloseable {
  TokenStore tokens();

  /** The host's own directory if it named one, else the one of this backend. */
  OwnerDirectory owners();

  /** What was done to the keys and owners of this backend. */
  AuditLog audit();

  @Override
  void close();
}

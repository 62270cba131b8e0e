package dev.sallyport.spi;

/** An opened place where keys and owners are kept. Closing it releases what opening it took. */
public interface Backend extends AutoCloseable {
  ApiKeyStore tokens();

  /** The host's own directory if it named one, else the one of this backend. */
  OwnerDirectory owners();

  /** The resources that Sallyport keeps itself. */
  ResourceRegistry resources();

  /** What was done to the keys, owners and resources of this backend. */
  AuditLog audit();

  /** How many requests there were. */
  UsageLog usage();

  @Override
  void close();
}

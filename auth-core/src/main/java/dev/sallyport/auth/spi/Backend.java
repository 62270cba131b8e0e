package dev.sallyport.auth.spi;

/** An opened place where keys and owners are kept. Closing it releases what opening it took. */
public interface Backend extends AutoCloseable {
  TokenStore tokens();

  /** The host's own directory if it named one, else the one of this backend. */
  OwnerDirectory owners();

  @Override
  void close();
}

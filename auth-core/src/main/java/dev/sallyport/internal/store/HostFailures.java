package dev.sallyport.internal.store;

import dev.sallyport.spi.StoreException;

/** Translation of exceptions that objects of a host throw. */
public final class HostFailures {
  private HostFailures() {}

  /**
   * Returns the exception to throw instead of one of the host, so that requests get 503.
   *
   * @param what the part that failed, to follow "The host's"
   */
  public static RuntimeException translated(String what, RuntimeException failure) {
    return failure instanceof StoreException
        ? failure
        : new StoreException("The host's " + what + " failed.", failure);
  }
}

package dev.sallyport.auth;

/**
 * Too much was being found out about other tokens to judge this one in time. Never means "no". Has
 * no stack trace: in a flood it is thrown all the time, and its message tells which bound it was.
 */
public class VerifierBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerifierBusyException(String message) {
    super(message, null, false, false);
  }
}

package dev.sallyport.authentication;

/**
 * Too much was being found out about other tokens to judge this one in time. Never means "no". Has
 * no stack trace: in a flood it is thrown all the time, and its message tells which bound it was.
 */
public class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverloadedException(String message) {
    super(message, null, false, false);
  }
}

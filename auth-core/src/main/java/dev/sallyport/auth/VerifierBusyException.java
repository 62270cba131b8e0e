package dev.sallyport.auth;

/** Too many digests were being computed to judge this one in time. Never means "no". */
public class VerifierBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VerifierBusyException(String message) {
    super(message);
  }
}

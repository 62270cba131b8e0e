package dev.sallyport.admin.service;

/**
 * Thrown if the session must be confirmed first. It is thrown before any change, and caught in one
 * place each by the API and the console.
 */
public final class ConfirmationRequiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Denial why;

  ConfirmationRequiredException(Denial why) {
    super(why.sentence(), null, false, false);
    this.why = why;
  }

  /** Returns {@link Denial#STEP_UP}, or {@link Denial#STEP_UP_AT_HOST}. */
  public Denial why() {
    return why;
  }
}

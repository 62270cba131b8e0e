package dev.sallyport.admin.service;

/**
 * The session has to be confirmed first: thrown before anything is done, and caught in one place
 * each by the API and the console.
 */
public final class ConfirmationRequiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Denial why;

  ConfirmationRequiredException(Denial why) {
    super(why.sentence(), null, false, false);
    this.why = why;
  }

  /** Returns {@link Denial#STEP_UP}, or why there is no way to do so here. */
  public Denial why() {
    return why;
  }
}

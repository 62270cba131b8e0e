package dev.sallyport.auth.admin;

/**
 * The session has to be confirmed first: thrown before anything is done, and caught in one place
 * each by the API and the console.
 */
final class ConfirmationRequired extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal why;

  ConfirmationRequired(Refusal why) {
    super(why.sentence(), null, false, false);
    this.why = why;
  }

  /** Returns {@link Refusal#STEP_UP}, or why there is no way to do so here. */
  Refusal why() {
    return why;
  }
}

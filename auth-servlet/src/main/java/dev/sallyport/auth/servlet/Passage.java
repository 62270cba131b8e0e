package dev.sallyport.auth.servlet;

import dev.sallyport.auth.Sallyport;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * That a request passed a checkpoint, and what it went on with; kept in a request attribute, the
 * only one there is. Spares later filters and dispatches from asking again.
 *
 * @param at the checkpoint that it passed last
 * @param passportOrNull proof of who it is; null if nobody asked, or it is forgotten
 * @param beforeOrNull the passage before; null if this is the first
 */
record Passage(Checkpoint at, @Nullable Passport passportOrNull, @Nullable Passage beforeOrNull) {
  private static final String ATTRIBUTE = StartGuard.PASSED;

  /** The last passage of a request; null if there is none. */
  static @Nullable Passage of(ServletRequest request) {
    Object attribute = request.getAttribute(ATTRIBUTE);
    if (attribute instanceof Passport first) {
      return new Passage(first.by(), first, null);
    }
    return attribute instanceof Passage passage ? passage : null;
  }

  /**
   * Notes one more passage.
   *
   * @param newOrNull proof that was just made; null leaves what there is
   */
  static void note(ServletRequest request, Checkpoint at, @Nullable Passport newOrNull) {
    Passage before = of(request);
    if (newOrNull != null && before == null && newOrNull.by() == at) {
      request.setAttribute(ATTRIBUTE, newOrNull); // says it all, and most requests have no more
      return;
    }
    if (newOrNull == null && before != null && before.at == at) {
      return; // in another dispatch
    }
    Passport passport = newOrNull == null && before != null ? before.passportOrNull : newOrNull;
    request.setAttribute(ATTRIBUTE, new Passage(at, passport, without(at, before)));
  }

  /** However often a request is dispatched again, a checkpoint stands in it once. */
  private static @Nullable Passage without(Checkpoint at, @Nullable Passage passage) {
    if (passage == null) {
      return null;
    }
    Passage before = without(at, passage.beforeOrNull);
    return passage.at == at ? before : new Passage(passage.at, passage.passportOrNull, before);
  }

  /** Forgets who a request is. */
  static void forgetPassport(ServletRequest request) {
    Passage last = of(request);
    if (last != null) {
      request.setAttribute(ATTRIBUTE, new Passage(last.at, null, last.beforeOrNull));
    }
  }

  /** Proof that a gate made; another's word counts for nothing. */
  @Nullable Passport passportOf(Sallyport gate) {
    return passportOrNull != null && passportOrNull.by().gate() == gate ? passportOrNull : null;
  }

  /** Whether it passed a checkpoint, now or before. */
  boolean isThrough(Checkpoint checkpoint) {
    for (Passage passage = this; passage != null; passage = passage.beforeOrNull) {
      if (passage.at == checkpoint) {
        return true;
      }
    }
    return false;
  }
}

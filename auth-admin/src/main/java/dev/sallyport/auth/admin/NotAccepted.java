package dev.sallyport.auth.admin;

/** What a client sent cannot be read: caught in one place, which answers with the problem. */
final class NotAccepted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiProblem problem;

  NotAccepted(ApiProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static NotAccepted because(String detail) {
    return new NotAccepted(ApiProblem.badRequest(detail));
  }

  ApiProblem problem() {
    return problem;
  }
}

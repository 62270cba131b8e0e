package dev.sallyport.admin.service;

/** Thrown if a request is malformed. It is caught in one place, which sends the problem. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiProblem problem;

  BadRequestException(ApiProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** Returns an exception with a human-readable detail. */
  public static BadRequestException because(String detail) {
    return new BadRequestException(ApiProblem.badRequest(detail));
  }

  /** Quotes text of a client: at most 40 characters, with {@code ?} for all but printable ASCII. */
  static String quoted(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7E]", "?") + "'";
  }

  /** Returns the problem to send. */
  public ApiProblem problem() {
    return problem;
  }
}

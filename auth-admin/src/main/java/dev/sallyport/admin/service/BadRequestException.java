package dev.sallyport.admin.service;

/** What a client sent cannot be read: caught in one place, which answers with the problem. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiProblem problem;

  BadRequestException(ApiProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public static BadRequestException because(String detail) {
    return new BadRequestException(ApiProblem.badRequest(detail));
  }

  /** What a client wrote, as far as one would show it: a name that is unknown may be anything. */
  static String quoted(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7E]", "?") + "'";
  }

  public ApiProblem problem() {
    return problem;
  }
}

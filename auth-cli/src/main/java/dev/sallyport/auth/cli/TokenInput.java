package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the token to present comes from: the flag, the environment, a question, a pipe. */
record TokenInput(Surroundings surroundings) {
  /** Whatever else it may be, more would not fit into a header. */
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,1000}");

  /**
   * Finds the token.
   *
   * @param flag what stands behind {@code --api-key}; null if it was not given
   * @throws UsageException if there is none, or it cannot be one; the message does not show it
   */
  Secret read(@Nullable String flag) {
    Secret token = Secret.of(find(flag).reveal().strip());
    if (token.reveal().isEmpty()) {
      throw new UsageException(
          "the API key is empty: set SALLYPORT_API_KEY, or write it to standard input");
    }
    if (!isToken(token.reveal())) {
      throw new UsageException(
          "that cannot be an API key: it has blanks, other characters than ASCII's, or too many");
    }
    return token;
  }

  /**
   * The token itself, if it is one that can stand in a header and on a terminal.
   *
   * @throws IllegalArgumentException if it is not; the message does not show it
   */
  static Secret requireToken(String text) {
    if (!isToken(text)) {
      throw new IllegalArgumentException("the token is not one word of visible ASCII characters");
    }
    return Secret.of(text);
  }

  private static boolean isToken(String text) {
    return VISIBLE_ASCII.matcher(text).matches();
  }

  private Secret find(@Nullable String flag) {
    if (flag != null) {
      return flag.equals("-") ? fromStandardInput() : Secret.of(flag);
    }
    return surroundings
        .variable("SALLYPORT_API_KEY")
        .map(Secret::of)
        .or(this::asked)
        .orElseGet(this::fromStandardInput);
  }

  private Optional<Secret> asked() {
    return surroundings.terminal().flatMap(terminal -> terminal.askSecretly("API key:"));
  }

  private Secret fromStandardInput() {
    try {
      if (surroundings.input().available() == 0) {
        surroundings.output().note("Reading the API key from standard input.");
      }
    } catch (IOException e) {
      // Whether it can be read at all is found out when it is read.
    }
    return new SecretInput(surroundings).fromStandardInput();
  }
}

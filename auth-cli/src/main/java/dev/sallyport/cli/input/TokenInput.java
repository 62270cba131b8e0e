package dev.sallyport.cli.input;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.PresentedToken.Rejected;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the token to present comes from: the flag, the environment, a question, a pipe. */
public record TokenInput(CliContext surroundings) {
  /** More would not fit into a header. */
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,1000}");

  /** A scheme that was copied with the token does not belong to it. */
  private static final List<String> SCHEMES = List.of("Token", "Bearer");

  private static final Set<DenialReason> EMPTY =
      EnumSet.of(DenialReason.NO_CREDENTIALS, DenialReason.EMPTY_CREDENTIALS);

  /**
   * Finds the token.
   *
   * @param flag what stands behind {@code --api-key}; null if it was not given
   * @throws UsageException if there is none, or it cannot be one; the message does not show it
   */
  public Secret read(@Nullable String flag) {
    PresentedToken presented = PresentedToken.read(find(flag).reveal(), SCHEMES);
    if (presented instanceof Rejected rejected && EMPTY.contains(rejected.reason())) {
      throw new UsageException(
          "the API key is empty: set SALLYPORT_API_KEY, or write it to standard input");
    }
    if (presented instanceof Found found && isToken(found.token().reveal())) {
      return found.token();
    }
    throw new UsageException(
        "that cannot be an API key: it has blanks, other characters than ASCII's, or too many");
  }

  /**
   * The token itself, if it is one that can stand in a header and on a terminal.
   *
   * @throws IllegalArgumentException if it is not; the message does not show it
   */
  public static Secret requireToken(String text) {
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
